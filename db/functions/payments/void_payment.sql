-- POST /v1/payments/{id}/void
--
-- For what was typed wrong: on the day it was recorded, on the clock of the place, and by whoever
-- recorded it, or an owner or manager. After that money goes back as a refund. The ledger has both:
-- the payment, and that it was none. Who owes what for it is as it would be without it.
--
-- Fails with  KA001  not-signed-in
--             KC151  not-voidable
--             KF001  forbidden
--             KN120  payment-not-found
--             KV003  idempotency-mismatch

create function api.void_payment(p_tenant_id uuid, p_payment_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_payment data.payments;
    v_booking data.bookings;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    select b.*
    into v_booking
    from data.payments as p
    join data.bookings as b on b.tenant_id = p_tenant_id and b.booking_id = p.booking_id
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id
    for no key update of b;

    select *
    into v_payment
    from data.payments
    where
        tenant_id = p_tenant_id
        and payment_id = p_payment_id
        and booking_id is not null
        and (
            recorded_by = private.current_user_id()
            or private.current_role_name() in ('owner', 'manager')
        )
    for no key update;

    if not found then
        raise exception using
            errcode = 'KN120',
            message = 'There is no such payment.';
    end if;

    if
        v_payment.status <> 'paid'
        or v_payment.method not in ('cash', 'card_terminal', 'bank_transfer')
        or private.refunded_of(v_payment) > 0
        or (v_payment.created_at at time zone v_booking.time_zone)::date
        <> (now() at time zone v_booking.time_zone)::date
    then
        raise exception using
            errcode = 'KC151',
            message = 'Only what was recorded today on site is undone. Give it back instead.';
    end if;

    perform private.post_journal(
        p_tenant_id,
        'payment.voided',
        p_payment_id,
        array[
            private.line_of(
                v_booking, private.money_account(v_payment.method), -v_payment.amount_minor
            )
        ] || private.taken_lines(
            v_payment, v_booking, v_payment.amount_minor - v_payment.tip_minor,
            v_payment.tip_minor
        )
    );

    update data.payments
    set status = 'cancelled', paid_at = null
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    returning * into v_payment;

    perform private.note_payment_status(v_booking);
    perform private.keep_invoiced(p_tenant_id, v_booking.booking_id);

    return private.remember(
        p_tenant_id, 'staff', private.payment_receipt_json(v_payment)
    );
end;
$$;

comment on function api.void_payment is
    'Undo a payment that was recorded on site by mistake, on the same day.

Answers payment_receipt.';

alter function api.void_payment owner to holdfast_api;
grant execute on function api.void_payment to holdfast_web, holdfast_person;
