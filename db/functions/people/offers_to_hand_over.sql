-- The offers that a booking, which comes as it would be when moved, can move to when somebody
-- leaves: with whoever takes over, if the one who leaves leads it, else with whoever does. None if
-- it is not for them, or they do not do it there.

create function private.offers_to_hand_over(
    p_booking data.bookings,
    p_leaving_ids uuid[],
    p_resource_id uuid
) returns private.offer[]
    language plpgsql stable
    set search_path = ''
as $$
begin
    return private.offers_to_move(
        p_booking,
        case
            when p_booking.resource_id = any(p_leaving_ids) then p_resource_id
            else p_booking.resource_id
        end,
        false
    );
exception
    when sqlstate 'KN002' or sqlstate 'KN005' or sqlstate 'KN006' or sqlstate 'KV018' then
        return '{}';
end;
$$;

comment on function private.offers_to_hand_over is
    'The offers that a booking can move to when somebody leaves.';

grant execute on function private.offers_to_hand_over to holdfast_api;
