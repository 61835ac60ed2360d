-- Reserves the time of a booking again whose hold has lapsed, for it has been paid: null if that
-- cannot be, and then nothing is changed. Its calendars are locked (private.lock_paid_booking).
--
-- A hold that nobody has ended yet ends first: what it still occupies is its own to have.
--
-- Fails with  KC001  slot-taken (to itself: nobody hears of it)

create function private.reserve_again(p_booking data.bookings) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offers constant private.offer[] := private.offers_again(p_booking);
    v_booking data.bookings := p_booking;
begin
    if v_offers = '{}' or p_booking.starts_at <= now() then
        return null;
    end if;

    if p_booking.status = 'held' then
        perform private.end_holds(p_booking.tenant_id, array[p_booking.booking_id]);
        v_booking.version := p_booking.version + 1;
        v_booking.hold_expires_at := null;
        v_booking.lapses_at := null;
        v_booking.status := 'expired';
    end if;

    begin
        v_booking := private.take_slot(
            private.moved_to(v_booking, v_booking.starts_at),
            v_offers,
            now(),
            now() + interval '3 years',
            false
        );

        if v_booking.booking_id is null then
            raise exception using errcode = 'KC001', message = 'That time is taken.';
        end if;
    exception
        when sqlstate 'KC001' then
            return null;
    end;

    return v_booking;
end;
$$;

comment on function private.reserve_again is
    'Reserve the time of a lapsed booking again; null if it is gone.';

grant execute on function private.reserve_again to holdfast_api;
