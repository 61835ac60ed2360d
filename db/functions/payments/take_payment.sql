-- What it means that a payment has been made. It is in the ledger; and what it pays is theirs, or
-- else the money goes back: one of both, and never both.

create function private.take_payment(p_payment data.payments, p_booking data.bookings)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
    v_excess constant bigint := private.paid_for(p_booking) - private.total_of(p_booking);
begin
    perform private.post_payment(p_payment, p_booking);

    if p_payment.part = 'fee' then
        return;
    end if;

    if private.status_of(p_booking) in (
        'declined', 'cancelled_by_customer', 'cancelled_by_business'
    ) then
        perform private.give_back(p_payment, 'late_payment');
        perform private.note_payment_status(p_booking);
        return;
    end if;

    if private.is_paid_twice(p_payment, p_booking) then
        perform private.give_back(p_payment, 'paid_twice');
        return;
    end if;

    if v_excess > 0 then
        -- Somebody paid a part of it on site while this page was open.
        perform private.request_refund(p_payment, v_excess, 'paid_twice', null);
    end if;

    if private.status_of(p_booking) = 'expired' then
        v_booking := private.reserve_again(p_booking);
    end if;

    if v_booking.booking_id is null then
        perform private.give_back(p_payment, 'late_payment');
        perform private.note_payment_status(p_booking);
        return;
    end if;

    perform private.confirm_paid(v_booking);
end;
$$;

comment on function private.take_payment is 'What it means that a payment has been made.';

grant execute on function private.take_payment to holdfast_api;
