-- Works out anew what a payment is, and what has become of its money, from all that Stripe has told
-- of it; and has that mean what it means for what it pays: once, whatever comes after and whoever
-- else is at it.
--
-- Locks as a move takes them, since a payment that comes too late may have to reserve its time
-- again: calendars, the booking, the payment.

create function private.fold_payment(p_tenant_id uuid, p_payment_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
    v_booking data.bookings;
    v_known data.stripe_events[];
    v_own data.stripe_events[];
    v_seen private.payment_seen;
    v_was text;
begin
    select *
    into v_payment
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id;

    if v_payment.booking_id is not null then
        v_booking := private.lock_paid_booking(p_tenant_id, v_payment.booking_id);
    end if;

    select *
    into v_payment
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    for no key update;

    v_was := v_payment.status;
    v_known := private.known_of(p_tenant_id, 'payment', p_payment_id);
    v_own := private.events_of_intents(
        v_known,
        array(select s.intent_id from private.twins_seen(v_payment, v_known) as s),
        false
    );
    v_seen := private.payment_seen(v_payment, v_own);

    update data.payments
    set
        status = v_seen.status,
        paid_at = case when v_seen.status = 'paid' then coalesce(paid_at, v_seen.paid_at) end,
        session_id = coalesce(session_id, v_seen.session_id),
        intent_id = case
            when v_seen.status = 'paid' and status <> 'paid'
                then coalesce(v_seen.intent_id, intent_id)
            else coalesce(intent_id, v_seen.intent_id)
        end,
        charge_id = coalesce(charge_id, v_seen.charge_id)
    where
        tenant_id = p_tenant_id
        and payment_id = p_payment_id
        and (
            (status, intent_id, charge_id)
            is distinct from (
                v_seen.status,
                coalesce(intent_id, v_seen.intent_id),
                coalesce(charge_id, v_seen.charge_id)
            )
        )
    returning * into v_payment;

    if found and v_payment.status = 'paid' and v_was <> 'paid' then
        perform private.take_payment(v_payment, v_booking);
        perform private.keep_invoiced(p_tenant_id, v_payment.booking_id);
    end if;

    perform private.fold_refunds(p_tenant_id, p_payment_id, v_own);
    perform private.fold_disputes(p_tenant_id, p_payment_id, v_own);
    perform private.fold_twins(p_tenant_id, p_payment_id, v_known);
    perform private.keep_card(p_tenant_id, p_payment_id, v_own);
end;
$$;

comment on function private.fold_payment is
    'Work out what a payment is from all that Stripe has told of it.';

grant execute on function private.fold_payment to holdfast_api;
