-- POST /v1/webhooks/{id}/disable
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found
--             KV003  idempotency-mismatch

create function api.disable_webhook(p_tenant_id uuid, p_webhook_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.require_webhook(p_tenant_id, p_webhook_id, true);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.switch_webhook_off(p_tenant_id, p_webhook_id, 'by_hand');

    return private.remember(p_tenant_id, 'staff', private.webhook_json(
        private.require_webhook(p_tenant_id, p_webhook_id, false)
    ));
end;
$$;

comment on function api.disable_webhook is
    'Be told nothing for a while.

Answers webhook.';

alter function api.disable_webhook owner to holdfast_api;
grant execute on function api.disable_webhook to holdfast_web, holdfast_person;
