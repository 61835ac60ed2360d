-- What a receiver knows a delivery by, however often it comes: the event, or, where it tells of
-- none, the first delivery.

create function private.webhook_message_id(p_delivery data.deliveries) returns uuid
    language sql immutable parallel safe
    return coalesce(
        (p_delivery).event_id,
        ((p_delivery).data ->> 'webhook_id')::uuid,
        (p_delivery).delivery_id
    );

comment on function private.webhook_message_id is 'What a receiver knows a delivery by.';

grant execute on function private.webhook_message_id to holdfast_api;
