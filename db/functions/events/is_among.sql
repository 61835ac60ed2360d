-- Whether a delivery is among those that are asked for; null asks for any.

create function private.is_among(
    p_delivery data.deliveries,
    p_status text,
    p_channel text,
    p_target_id uuid
) returns boolean
    language sql immutable parallel safe
    return (p_status is null or (p_delivery).status = p_status)
    and (p_channel is null or (p_delivery).channel = p_channel)
    and (p_target_id is null or (p_delivery).target_id = p_target_id);

comment on function private.is_among is 'Whether a delivery is among those asked for.';

grant execute on function private.is_among to holdfast_api;
