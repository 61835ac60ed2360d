-- Closes what pages of Stripe's are open for a booking, which is locked. What is being paid is
-- waited for.
--
-- Fails with  KC122  nothing-to-pay

create function private.close_checkouts(p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform
    from data.payments
    where
        tenant_id = p_booking.tenant_id
        and booking_id = p_booking.booking_id
        and status = 'processing';

    if found then
        raise exception using
            errcode = 'KC122',
            message = 'It is being paid: the bank takes its time.';
    end if;

    update data.payments
    set status = 'cancelled'
    where
        tenant_id = p_booking.tenant_id
        and booking_id = p_booking.booking_id
        and method = 'stripe'
        and part <> 'fee'
        and status = 'pending';
end;
$$;

comment on function private.close_checkouts is 'Close the pages on which a booking can be paid.';

grant execute on function private.close_checkouts to holdfast_api;
