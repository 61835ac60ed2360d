-- Writes down what was paid on site for a booking, which is locked.
--
-- Fails with  KC122  nothing-to-pay (nothing was paid)

create function private.record_payment(
    p_booking data.bookings,
    p_method text,
    p_amount_minor bigint,
    p_tip_minor bigint
) returns data.payments
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
begin
    if p_amount_minor + p_tip_minor = 0 then
        raise exception using
            errcode = 'KC122',
            message = 'Nothing was paid.',
            column = 'amount';
    end if;

    v_payment.tenant_id := p_booking.tenant_id;
    v_payment.booking_id := p_booking.booking_id;
    v_payment.part := case
        when private.paid_for(p_booking) > 0 then 'balance'
        when p_amount_minor = private.total_of(p_booking) then 'full'
        when p_amount_minor = 0 then 'balance'
        else 'deposit'
    end;
    v_payment.method := p_method;
    v_payment.status := 'paid';
    v_payment.amount_minor := p_amount_minor + p_tip_minor;
    v_payment.tip_minor := p_tip_minor;
    v_payment.currency := p_booking.currency;
    v_payment.recorded_by := private.current_user_id();
    v_payment.paid_at := now();
    v_payment := private.open_payment(
        v_payment, private.lines_of(p_booking, v_payment.part, p_amount_minor, p_tip_minor)
    );
    perform private.post_payment(v_payment, p_booking);
    perform private.confirm_paid(p_booking);

    update data.payments
    set status = 'cancelled'
    where
        tenant_id = p_booking.tenant_id
        and booking_id = p_booking.booking_id
        and part in ('full', 'deposit', 'balance')
        and method = 'stripe'
        and status = 'pending'
        and p_amount_minor > 0;

    perform private.keep_invoiced(p_booking.tenant_id, p_booking.booking_id);

    return v_payment;
end;
$$;

comment on function private.record_payment is 'Write down what was paid on site for a booking.';

grant execute on function private.record_payment to holdfast_api;
