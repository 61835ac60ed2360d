-- PATCH /v1/platform/settings
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.update_platform_settings(
    p_tenant_id uuid,
    p_fee_basis_points data.fee_basis_points default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_platform_admin();

    update data.platform_settings
    set
        fee_basis_points = p_fee_basis_points,
        updated_by = private.current_user_id(),
        updated_at = now()
    where is_only and p_fee_basis_points is not null;

    return api.get_platform_settings(p_tenant_id);
end;
$$;

comment on function api.update_platform_settings is
    'Say what holds for every business that nothing else was agreed with.

For platform admins.

Answers platform_settings.';

alter function api.update_platform_settings owner to holdfast_api;
grant execute on function api.update_platform_settings to holdfast_web;
