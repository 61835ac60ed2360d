-- GET /v1/prepaid-settings
-- GET /v1/tenants/{slug}/prepaid-settings
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_prepaid_settings(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    return private.prepaid_settings_json(private.prepaid_settings_of(p_tenant_id));
end;
$$;

comment on function api.get_prepaid_settings is
    'What the business sells in advance, and on what terms.

Answers prepaid_settings.';

alter function api.get_prepaid_settings owner to holdfast_api;
grant execute on function api.get_prepaid_settings to holdfast_web, holdfast_person;
