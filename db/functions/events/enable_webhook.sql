-- POST /v1/webhooks/{id}/enable
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found
--             KV003  idempotency-mismatch

create function api.enable_webhook(p_tenant_id uuid, p_webhook_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_endpoint data.endpoints;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_endpoint := private.require_webhook(p_tenant_id, p_webhook_id, true);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if v_endpoint.disabled_at is not null then
        update data.endpoints
        set disabled_at = null, disabled_reason = null, updated_at = now()
        where tenant_id = p_tenant_id and endpoint_id = p_webhook_id
        returning * into v_endpoint;

        perform private.note_webhook_success(p_tenant_id, p_webhook_id);
    end if;

    return private.remember(p_tenant_id, 'staff', private.webhook_json(v_endpoint));
end;
$$;

comment on function api.enable_webhook is
    'Be told again.

What happened while it was disabled is not sent by itself: `GET /v1/events` has it.

Answers webhook.';

alter function api.enable_webhook owner to holdfast_api;
grant execute on function api.enable_webhook to holdfast_web, holdfast_person;
