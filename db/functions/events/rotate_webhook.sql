-- POST /v1/webhooks/{id}/rotate
--
-- Two secrets are good at a time: one that was being rotated out already is out.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found
--             KV003  idempotency-mismatch

create function api.rotate_webhook(
    p_tenant_id uuid,
    p_webhook_id uuid,
    p_hours data.rotation_hours default 24,
    p_secret text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_endpoint data.endpoints;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.require_webhook(p_tenant_id, p_webhook_id, true);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    update data.endpoints
    set
        secret = p_secret,
        previous_secret = case when p_hours > 0 then secret end,
        previous_secret_until = case when p_hours > 0 then now() + make_interval(hours => p_hours) end,
        updated_at = now()
    where tenant_id = p_tenant_id and endpoint_id = p_webhook_id
    returning * into v_endpoint;

    return private.remember(
        p_tenant_id, 'staff', private.webhook_json(v_endpoint, v_endpoint.secret)
    );
end;
$$;

comment on function api.rotate_webhook is
    'Have a new secret.

Deliveries are signed with both for `hours`, so that nothing is refused while the new one is put in
place; with 0 the old one is out at once. The new one is in this answer, and not shown again.

Answers webhook.';

alter function api.rotate_webhook owner to holdfast_api;
grant execute on function api.rotate_webhook to holdfast_web;
