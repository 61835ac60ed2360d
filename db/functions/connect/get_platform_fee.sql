-- GET /v1/platform/tenants/{id}/fee
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN001  tenant-not-found

create function api.get_platform_fee(p_tenant_id uuid, p_business_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.enter_as_platform(p_business_id);

    return private.platform_fee_json(p_business_id);
end;
$$;

comment on function api.get_platform_fee is
    'What the platform takes of what is paid to a business online.

For platform admins.

Answers platform_fee.';

alter function api.get_platform_fee owner to holdfast_api;
grant execute on function api.get_platform_fee to holdfast_web;
