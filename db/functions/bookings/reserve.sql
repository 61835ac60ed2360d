-- Reserves a slot for a booking (private.take_slot), or says why that cannot be.
--
-- Fails with  KC001  slot-taken
--             and what else private.refuse_slot says

create function private.reserve(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking constant data.bookings := private.take_slot(
        p_booking, p_offers, p_earliest, p_latest, p_as_customer
    );
begin
    if v_booking.booking_id is null then
        perform private.refuse_slot(p_booking, p_offers, p_earliest, p_latest, p_as_customer);
    end if;

    return v_booking;
end;
$$;

comment on function private.reserve is 'Reserve a slot, or say why that cannot be.';

grant execute on function private.reserve to holdfast_api;
