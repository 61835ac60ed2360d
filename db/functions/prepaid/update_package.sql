-- PATCH /v1/packages/{id}
--
-- What was bought stays as it was.
--
-- Fails with  KA001          not-signed-in
--             KF001          forbidden
--             KN171          package-not-found
--             KV022          money-invalid
--             KV173          services-invalid
--             packages_sane  package-invalid

create function api.update_package(
    p_tenant_id uuid,
    p_package_id uuid,
    p_name data.short_text default null,
    p_sessions integer default null,
    p_price jsonb default null,
    p_description data.long_text default null,
    p_validity_days integer default null,
    p_service_ids jsonb default null,
    p_is_public boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_package data.packages;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_package(p_tenant_id, p_package_id, true);

    update data.packages
    set
        name = private.patched(p_clear, 'name', p_name, name),
        sessions = private.patched(p_clear, 'sessions', p_sessions, sessions),
        price_minor = private.patched(
            p_clear, 'price', private.money_of(p_tenant_id, p_price, 'price'), price_minor
        ),
        description = private.patched(p_clear, 'description', p_description, description),
        validity_days = private.patched(
            p_clear, 'validity_days', p_validity_days, validity_days
        ),
        service_ids = private.patched(
            p_clear, 'service_ids',
            private.service_ids_of(p_tenant_id, p_service_ids, 'service_ids'), service_ids
        ),
        is_public = private.patched(p_clear, 'is_public', p_is_public, is_public)
    where tenant_id = p_tenant_id and package_id = p_package_id
    returning * into v_package;

    return private.package_json(v_package);
end;
$$;

comment on function api.update_package is
    'Change a package, for those who buy it from now on.

Answers package.';

alter function api.update_package owner to holdfast_api;
grant execute on function api.update_package to holdfast_web, holdfast_person;
