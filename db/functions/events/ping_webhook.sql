-- POST /v1/webhooks/{id}/ping
--
-- It waits for nothing: it has an order key of its own. One that is disabled is pinged as well, to
-- try it before it is enabled.
--
-- Fails with  KA001  not-signed-in
--             KC520  delivery-pending
--             KF001  forbidden
--             KN520  webhook-not-found
--             KV003  idempotency-mismatch

create function api.ping_webhook(p_tenant_id uuid, p_webhook_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_webhook(p_tenant_id, p_webhook_id, true);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform
    from data.deliveries
    where
        tenant_id = p_tenant_id
        and channel = 'webhook'
        and target_id = p_webhook_id
        and status = 'pending'
        and kind = 'webhook.ping';

    if found then
        raise exception using
            errcode = 'KC520',
            message = 'It is being pinged. Wait until that is over.';
    end if;

    return private.remember(p_tenant_id, 'staff', private.queue_for_webhook(
        p_tenant_id, p_webhook_id, gen_random_uuid(), null, 'webhook.ping', '{}'
    ));
end;
$$;

comment on function api.ping_webhook is
    'Try a webhook.

A `webhook.ping` is sent at once, and once: the list of deliveries has what came of it.

Answers webhook_delivery.';

alter function api.ping_webhook owner to holdfast_api;
grant execute on function api.ping_webhook to holdfast_web, holdfast_person;
