-- Gives something of a payment back, which is locked. Stripe is asked through the outbox, and what
-- it then tells settles it; what was paid on site is given back there and then.
--
-- Fails with  KC123  refund-too-large

create function private.request_refund(
    p_payment data.payments,
    p_amount_minor bigint,
    p_reason text,
    p_note text
) returns data.refunds
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
    v_booking data.bookings;
    v_tip constant bigint := private.tip_in_refund(p_payment, p_amount_minor);
begin
    if p_amount_minor > p_payment.amount_minor - private.refunded_of(p_payment) then
        raise exception using
            errcode = 'KC123',
            message = 'There is not that much left of the payment.',
            column = 'amount';
    end if;

    insert into data.refunds (
        tenant_id, payment_id, booking_id, amount_minor, currency, reason, note, requested_by,
        tip_minor
    )
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.booking_id, p_amount_minor,
        p_payment.currency, p_reason, p_note, private.current_user_id(),
        v_tip
    )
    returning * into v_refund;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_payment.tenant_id and booking_id = p_payment.booking_id;

    perform private.post_journal(
        p_payment.tenant_id,
        'refund.requested',
        v_refund.refund_id,
        array[
            private.line_of(v_booking, private.owed_account(v_booking), p_amount_minor - v_tip),
            private.line_of(v_booking, 'tips', v_tip, private.tip_account(p_payment)),
            private.line_of(v_booking, 'refunds_due', -p_amount_minor)
        ]
    );

    perform private.heed_refund(v_refund);

    return v_refund;
end;
$$;

comment on function private.request_refund is 'Give something of a payment back.';

grant execute on function private.request_refund to holdfast_api;
