-- POST /v1/packages
--
-- Fails with  KA001          not-signed-in
--             KF001          forbidden
--             KV003          idempotency-mismatch
--             KV022          money-invalid
--             KV173          services-invalid
--             packages_sane  package-invalid

create function api.create_package(
    p_tenant_id uuid,
    p_name data.short_text,
    p_sessions integer,
    p_price jsonb,
    p_description data.long_text default null,
    p_validity_days integer default null,
    p_service_ids jsonb default '[]',
    p_is_public boolean default true
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_package data.packages;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    insert into data.packages (
        tenant_id, name, description, sessions, price_minor, validity_days, service_ids, is_public
    )
    values (
        p_tenant_id, p_name, p_description, p_sessions,
        private.money_of(p_tenant_id, p_price, 'price'), p_validity_days,
        private.service_ids_of(p_tenant_id, p_service_ids, 'service_ids'), p_is_public
    )
    returning * into v_package;

    return private.remember(p_tenant_id, 'staff', private.package_json(v_package));
end;
$$;

comment on function api.create_package is
    'Sell sessions together.

service_ids says what they are good for; without it they are good for everything.

Answers package.';

alter function api.create_package owner to holdfast_api;
grant execute on function api.create_package to holdfast_web, holdfast_person;
