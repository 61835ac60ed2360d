-- POST /v1/tenant/suspend
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF017  not-acting
--             KV003  idempotency-mismatch

create function api.suspend_tenant(p_tenant_id uuid, p_reason data.short_text) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_acting();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    return private.remember(
        p_tenant_id, 'staff', private.set_tenant_status(p_tenant_id, 'suspended', p_reason)
    );
end;
$$;

comment on function api.suspend_tenant is
    'Suspend a business: it takes no new bookings.

What it has stays, and can be read. For platform admins who act for it.

Answers platform_tenant.';

alter function api.suspend_tenant owner to holdfast_api;
grant execute on function api.suspend_tenant to holdfast_web;
