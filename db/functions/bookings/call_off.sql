-- Cancels a booking that is locked. Who cancelled is in the status, since fees depend on it.
-- Customers may until the window that was agreed when they booked, and after that for the fee that
-- was agreed, if there is one and they say so; an unpaid hold can always be let go.
--
-- Fails with  KC002  wrong-state
--             KC130  late-cancel-fee
--             KF001  forbidden
--             KV017  too-late-to-cancel

create function private.call_off(
    p_booking data.bookings,
    p_as_customer boolean,
    p_accept_fee boolean default false
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_as_customer and p_booking.status in ('pending', 'confirmed')
        and now() > p_booking.starts_at - make_interval(mins => p_booking.cancel_window_minutes)
        and not private.may_cancel_late(p_booking, p_accept_fee)
    then
        raise exception using
            errcode = 'KV017',
            message = 'It is too late to cancel this booking: nothing was cancelled. Please call.'
            || case
                when p_booking.series_id is null then ''
                else ' Or cancel those of its series after it: from_booking_id is the next of them.'
            end,
            detail = jsonb_build_object(
                'booking_id', p_booking.booking_id,
                'starts_at', private.utc(p_booking.starts_at)
            );
    end if;

    return private.change_status(
        p_booking,
        case when p_as_customer then 'cancelled_by_customer' else 'cancelled_by_business' end
    );
end;
$$;

comment on function private.call_off is 'Cancel a booking.';

grant execute on function private.call_off to holdfast_api;
