-- Turns an offer that was accepted into a booking that waits for money, or for a card: held for as
-- long as every other, from now on. It may last longer than the offer did, also beyond the notice:
-- they have said yes.

create function private.await_payment(
    p_booking data.bookings, p_hold interval, p_payment_status text
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings;
begin
    update data.bookings
    set
        payment_status = p_payment_status,
        lapses_at = clock_timestamp() + p_hold,
        hold_expires_at = private.handed_on_by(tenant_id, clock_timestamp() + p_hold),
        version = version + 1,
        updated_at = now()
    where tenant_id = (p_booking).tenant_id and booking_id = (p_booking).booking_id
    returning * into v_booking;

    update data.allocations
    set hold_expires_at = v_booking.hold_expires_at
    where
        tenant_id = v_booking.tenant_id
        and booking_id = v_booking.booking_id
        and active;

    update data.waitlist
    set status = 'accepted'
    where tenant_id = v_booking.tenant_id and booking_id = v_booking.booking_id;

    return v_booking;
end;
$$;

comment on function private.await_payment is 'Turn an accepted offer into an unpaid booking.';

grant execute on function private.await_payment to holdfast_api;
