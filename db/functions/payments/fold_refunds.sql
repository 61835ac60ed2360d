-- Works out anew what the refunds of a payment are, from all that Stripe has told of them. One that
-- was made past us, with Stripe itself, is written down as it is found.

create function private.fold_refunds(p_tenant_id uuid, p_payment_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_payment data.payments;
    v_booking data.bookings;
    v_seen record;
begin
    select *
    into v_payment
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id;

    if v_payment.status <> 'paid' then
        return;
    end if;

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_tenant_id and booking_id = v_payment.booking_id
    for no key update;

    perform
    from data.payments
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    for no key update;

    for v_seen in
        select *
        from private.refunds_seen(private.known_of(p_tenant_id, 'payment', p_payment_id))
        order by stripe_id
    loop
        perform private.settle_refund(
            v_payment,
            private.refund_of(v_payment, v_seen.stripe_id, v_seen.refund_id, v_seen.amount_minor),
            v_seen.stripe_id,
            v_seen.status,
            v_seen.settled_at
        );
    end loop;

    perform private.note_payment_status(v_booking);
end;
$$;

comment on function private.fold_refunds is
    'Work out what the refunds of a payment are from all that Stripe has told of them.';

grant execute on function private.fold_refunds to holdfast_api;
