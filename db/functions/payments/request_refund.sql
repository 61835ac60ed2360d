-- Gives something of a payment back, which is locked. Stripe is asked through the outbox, and what
-- it then tells settles it. What was paid on site, or with what was there already, is given back
-- there and then; and so is what becomes credit. What somebody gave back past us is written down
-- whatever else is on its way.
--
-- p_tip_minor is how much of it is of the tip. Null: what is more than the rest of the payment.
--
-- Fails with  KC123  refund-too-large

create function private.request_refund(
    p_payment data.payments,
    p_amount_minor bigint,
    p_reason text,
    p_note text,
    p_tip_minor bigint default null,
    p_to_credit boolean default false
) returns data.refunds
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_refund data.refunds;
    v_booking data.bookings;
begin
    if p_reason <> 'outside' and p_amount_minor > private.left_of(p_payment) then
        raise exception using
            errcode = 'KC123',
            message = 'There is not that much left of the payment.',
            column = 'amount';
    end if;

    insert into data.refunds (
        tenant_id, payment_id, booking_id, amount_minor, tip_minor, currency, reason, note,
        requested_by, to_credit
    )
    values (
        p_payment.tenant_id, p_payment.payment_id, p_payment.booking_id, p_amount_minor,
        coalesce(p_tip_minor, private.tip_within(p_payment, p_amount_minor)),
        p_payment.currency, p_reason, p_note, private.current_user_id(), p_to_credit
    )
    returning * into v_refund;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_payment.tenant_id and booking_id = p_payment.booking_id;

    perform private.post_refund(p_payment, v_refund, v_booking);

    if p_payment.method <> 'stripe' or p_to_credit then
        perform private.settle_refund(p_payment, v_refund, null, 'succeeded', now());
        perform private.note_payment_status(v_booking);

        select *
        into v_refund
        from data.refunds
        where tenant_id = v_refund.tenant_id and refund_id = v_refund.refund_id;
    end if;

    perform private.keep_invoiced(p_payment.tenant_id, p_payment.booking_id);

    return v_refund;
end;
$$;

comment on function private.request_refund is 'Give something of a payment back.';

grant execute on function private.request_refund to holdfast_api;
