-- GET /v1/platform/settings
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_platform_settings(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_platform_admin();

    return (
        select to_jsonb(row(s.fee_basis_points, private.utc(s.updated_at))::api.platform_settings)
        from data.platform_settings as s
    );
end;
$$;

comment on function api.get_platform_settings is
    'What holds for every business that nothing else was agreed with.

For platform admins.

Answers platform_settings.';

alter function api.get_platform_settings owner to holdfast_api;
grant execute on function api.get_platform_settings to holdfast_web;
