-- Refuses to move a booking that is over, a hold that has run out, and what a customer had to move
-- earlier.
--
-- Fails with  KC002  wrong-state
--             KC003  hold-expired
--             KV016  too-late-to-reschedule

create function private.require_movable(p_booking data.bookings, p_as_customer boolean)
returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if p_booking.status not in ('held', 'pending', 'confirmed') then
        raise exception using
            errcode = 'KC002',
            message = format('A booking that is %s cannot be moved.', p_booking.status);
    end if;

    if private.lapses_at(p_booking) <= clock_timestamp() then
        raise exception using
            errcode = 'KC003',
            message = 'The hold has run out.';
    end if;

    if p_as_customer and now() > p_booking.starts_at
        - make_interval(mins => p_booking.reschedule_window_minutes)
    then
        raise exception using
            errcode = 'KV016',
            message = 'It is too late to move this booking: nothing was moved. Please call.'
            || case
                when p_booking.series_id is null then ''
                else ' Or move those of its series after it: from_booking_id is the next of them.'
            end,
            detail = jsonb_build_object(
                'booking_id', p_booking.booking_id,
                'starts_at', private.utc(p_booking.starts_at)
            ),
            column = 'starts_at';
    end if;
end;
$$;

comment on function private.require_movable is 'Raise unless a booking can be moved.';

grant execute on function private.require_movable to holdfast_api;
