-- What it means that a payment has been made. It is in the ledger; and what it pays is theirs, or
-- else the money goes back: one of both, and never both.

create function private.take_payment(p_payment data.payments, p_booking data.bookings)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    if p_payment.part = 'sale' then
        perform private.issue_sale(p_payment);
        return;
    end if;

    perform private.post_payment(p_payment, p_booking);

    if p_payment.part = 'fee' then
        perform private.take_fee(p_payment);
        return;
    end if;

    if private.status_of(p_booking) in (
        'declined', 'cancelled_by_customer', 'cancelled_by_business', 'no_show'
    ) then
        perform private.give_back(p_payment, 'late_payment');
        perform private.note_payment_status(p_booking);
        return;
    end if;

    if private.is_paid_twice(p_payment, p_booking) then
        perform private.give_back(p_payment, 'paid_twice');
        return;
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
    perform private.give_back_excess(p_payment, v_booking);
end;
$$;

comment on function private.take_payment is 'What it means that a payment has been made.';

grant execute on function private.take_payment to holdfast_api;
