-- What it means for a booking, which is locked, that the card it waits for is there: it is theirs.
-- If its hold has lapsed it has its time again, should nobody else have it; no money has moved.

create function private.take_card(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    if private.status_of(p_booking) = 'expired' then
        v_booking := private.reserve_again(p_booking);
    end if;

    if v_booking.booking_id is not null and v_booking.status in ('held', 'expired') then
        perform private.confirm_paid(v_booking);
    end if;
end;
$$;

comment on function private.take_card is 'What it means that the card of a booking is there.';

grant execute on function private.take_card to holdfast_api;
