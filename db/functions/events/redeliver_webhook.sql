-- POST /v1/webhooks/{id}/deliveries/{delivery_id}/redeliver
--
-- The first stays in the log as it was. What the receiver knows a repetition by is the same:
-- webhook-id is that of the event, or of the first delivery if it tells of none.
--
-- Fails with  KA001  not-signed-in
--             KC520  delivery-pending
--             KC522  webhook-disabled
--             KF001  forbidden
--             KN520  webhook-not-found
--             KN521  webhook-delivery-not-found
--             KV003  idempotency-mismatch

create function api.redeliver_webhook(
    p_tenant_id uuid,
    p_webhook_id uuid,
    p_delivery_id uuid
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_endpoint data.endpoints;
    v_delivery data.deliveries;
    v_answer jsonb;
begin
    perform private.require_role('owner', 'manager');
    v_endpoint := private.require_webhook(p_tenant_id, p_webhook_id, true);
    v_delivery := private.require_webhook_delivery(p_tenant_id, p_webhook_id, p_delivery_id);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if v_endpoint.disabled_at is not null and v_delivery.kind <> 'webhook.ping' then
        raise exception using
            errcode = 'KC522',
            message = 'It is disabled. Enable it first.';
    end if;

    if v_delivery.status = 'pending' then
        raise exception using
            errcode = 'KC520',
            message = 'It is still to be delivered by itself.';
    end if;

    return private.remember(p_tenant_id, 'staff', private.queue_for_webhook(
        p_tenant_id, p_webhook_id, v_delivery.order_key, v_delivery.event_id, v_delivery.kind,
        jsonb_build_object('webhook_id', private.webhook_message_id(v_delivery))
    ));
end;
$$;

comment on function api.redeliver_webhook is
    'Deliver something again.

With the same `webhook-id`, as a delivery of its own.

Answers webhook_delivery.';

alter function api.redeliver_webhook owner to holdfast_api;
grant execute on function api.redeliver_webhook to holdfast_web, holdfast_person;
