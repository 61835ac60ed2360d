-- A delivery as whoever looks after deliveries sees it.

create function private.describe_delivery(p_delivery data.deliveries) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_delivery).delivery_id,
        (p_delivery).channel,
        (p_delivery).target_id,
        (p_delivery).kind,
        (p_delivery).event_id,
        (p_delivery).data,
        (p_delivery).status,
        (p_delivery).worker_id is not null and (p_delivery).due_at > now(),
        (p_delivery).attempts,
        private.utc((p_delivery).due_at),
        (p_delivery).last_error,
        (p_delivery).response,
        private.utc((p_delivery).created_at),
        private.utc((p_delivery).settled_at)
    )::api.delivery);

comment on function private.describe_delivery is 'A delivery as who looks after them sees it.';

grant execute on function private.describe_delivery to holdfast_api;
