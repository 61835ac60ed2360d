-- Whether a delivery is a message that plans count: what is written to people about bookings.
-- Letters about accounts, and about the plan itself, are not.

create function private.is_limited_message(p_delivery data.deliveries) returns boolean
    language sql immutable parallel safe
    return (p_delivery).channel in ('email', 'sms', 'whatsapp')
    and not (p_delivery).data ? 'message_id';

comment on function private.is_limited_message is
    'Whether a delivery is a message that plans count.';

grant execute on function private.is_limited_message to holdfast_api;
