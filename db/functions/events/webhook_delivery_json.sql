-- The one shape that a delivery to a webhook has outside the database. response is what
-- app/channels/webhook.py kept of the answer.

create function private.webhook_delivery_json(p_delivery data.deliveries) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_delivery).delivery_id,
        (p_delivery).event_id,
        (p_delivery).kind,
        (p_delivery).status,
        (p_delivery).attempts,
        case
            when (p_delivery).status = 'pending' and (p_delivery).worker_id is null
                then private.utc((p_delivery).due_at)
        end,
        ((p_delivery).response ->> 'status')::integer,
        (p_delivery).response ->> 'body',
        ((p_delivery).response ->> 'duration_ms')::integer,
        (p_delivery).last_error,
        private.utc((p_delivery).created_at),
        private.utc((p_delivery).settled_at)
    )::api.webhook_delivery);

comment on function private.webhook_delivery_json is 'A delivery to a webhook as clients see it.';

grant execute on function private.webhook_delivery_json to holdfast_api;
