-- GET /v1/tenant
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_settings(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_tenant data.tenants;
begin
    perform private.require_staff();

    select *
    into strict v_tenant
    from data.tenants
    where tenant_id = p_tenant_id;

    return private.settings_json(v_tenant);
end;
$$;

comment on function api.get_settings is
    'The settings of the business.

Answers settings.';

alter function api.get_settings owner to holdfast_api;
grant execute on function api.get_settings to holdfast_web, holdfast_person;
