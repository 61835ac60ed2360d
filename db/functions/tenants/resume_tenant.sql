-- POST /v1/tenant/resume
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF017  not-acting
--             KV003  idempotency-mismatch

create function api.resume_tenant(p_tenant_id uuid) returns jsonb
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
        p_tenant_id, 'staff', private.set_tenant_status(p_tenant_id, 'active', null)
    );
end;
$$;

comment on function api.resume_tenant is
    'Let a business take bookings again.

For platform admins who act for it.

Answers platform_tenant.';

alter function api.resume_tenant owner to holdfast_api;
grant execute on function api.resume_tenant to holdfast_web;
