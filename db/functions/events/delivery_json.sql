-- A delivery as whoever makes it sees it.

create function private.delivery_json(p_delivery data.deliveries, p_details jsonb) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_delivery).delivery_id,
        (p_delivery).tenant_id,
        (p_delivery).channel,
        (p_delivery).target_id,
        (p_delivery).kind,
        (p_delivery).attempts,
        (p_delivery).event_id,
        (p_delivery).data,
        p_details
    )::api.delivery_task);

comment on function private.delivery_json is 'A delivery as whoever makes it sees it.';

grant execute on function private.delivery_json to holdfast_api;
