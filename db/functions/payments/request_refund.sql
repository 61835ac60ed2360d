-- Gives something of a payment back, which is locked. Stripe is asked through the outbox, and what
-- it then tells settles it. What was paid on site, or with what was there already, is given back
-- there and then; and so is what becomes credit.
--
-- Fails with  KC123  refund-too-large

create function private.request_refund(
    p_payment data.payments,
    p_amount_minor bigint,
    p_reason text,
    p_note text,
    p_to_credit boolean default false
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
        tip_minor, to_credit
    )
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.booking_id, p_amount_minor,
        p_payment.currency, p_reason, p_note, private.current_user_id(),
        v_tip, p_to_credit
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
        private.owed_lines(p_payment, v_booking, p_amount_minor - v_tip)
        || private.line_of(v_booking, 'tips', v_tip, private.tip_account(p_payment))
        || private.due_line(v_refund, v_booking, -p_amount_minor)
    );

    perform private.heed_refund(v_refund);

    if p_payment.method <> 'stripe' or p_to_credit then
        perform private.settle_refund(p_payment, v_refund, null, 'succeeded', now());
        perform private.note_payment_status(v_booking);

        select *
        into v_refund
        from data.refunds
        where tenant_id = v_refund.tenant_id and refund_id = v_refund.refund_id;
    end if;

    return v_refund;
end;
$$;

comment on function private.request_refund is 'Give something of a payment back.';

grant execute on function private.request_refund to holdfast_api;
