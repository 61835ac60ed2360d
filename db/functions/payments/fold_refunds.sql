-- Works out anew what the refunds of a payment are, from all that Stripe has told of them. One that
-- was made past us, with Stripe itself, is written down as it is found.

create function private.fold_refunds(
    p_tenant_id uuid, p_payment_id uuid, p_known data.stripe_events[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_paid constant record := private.lock_paid(p_tenant_id, p_payment_id);
    v_payment constant data.payments := v_paid.payment;
    v_booking constant data.bookings := v_paid.booking;
    v_seen record;
begin
    if v_payment.payment_id is null then
        return;
    end if;

    for v_seen in
        select *
        from private.refunds_seen(p_known)
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
    perform private.keep_invoiced(p_tenant_id, v_booking.booking_id);
end;
$$;

comment on function private.fold_refunds is
    'Work out what the refunds of a payment are from all that Stripe has told of them.';

grant execute on function private.fold_refunds to holdfast_api;
