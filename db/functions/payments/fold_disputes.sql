-- Works out anew what the disputes of a payment are, from all that Stripe has told of them, and has
-- the ledger, the booking and the owners know.

create function private.fold_disputes(
    p_tenant_id uuid, p_payment_id uuid, p_known data.stripe_events[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_paid constant record := private.lock_paid(p_tenant_id, p_payment_id);
    v_payment constant data.payments := v_paid.payment;
    v_zone constant text := (select time_zone from data.tenants where tenant_id = p_tenant_id);
    v_booking constant data.bookings := v_paid.booking;
    v_seen record;
    v_is_known boolean;
begin
    if v_payment.payment_id is null then
        return;
    end if;

    for v_seen in
        select s.*
        from private.disputes_seen(p_known) as s
        where s.currency = v_payment.currency
        order by s.stripe_id
    loop
        v_is_known := exists (
            select
            from data.disputes
            where tenant_id = p_tenant_id and stripe_id = v_seen.stripe_id
        );

        insert into data.disputes (
            tenant_id, payment_id, booking_id, stripe_id, status, amount_minor, currency,
            reason, evidence_due_at, opened_at, closed_at, is_withdrawn
        )
        values (
            p_tenant_id, p_payment_id, v_payment.booking_id, v_seen.stripe_id, v_seen.status,
            v_seen.amount_minor, v_seen.currency, v_seen.reason, v_seen.evidence_due_at,
            v_seen.opened_at, v_seen.closed_at, v_seen.is_withdrawn
        )
        on conflict on constraint disputes_stripe_key do update
        set
            status = excluded.status,
            amount_minor = excluded.amount_minor,
            reason = excluded.reason,
            evidence_due_at = excluded.evidence_due_at,
            opened_at = excluded.opened_at,
            closed_at = excluded.closed_at,
            is_withdrawn = excluded.is_withdrawn;

        perform private.post_dispute(v_payment, d)
        from data.disputes as d
        where d.tenant_id = p_tenant_id and d.stripe_id = v_seen.stripe_id;

        if v_seen.status in ('needs_response', 'under_review') and not v_is_known then
            perform private.write_to_owners(
                p_tenant_id,
                'payment_disputed',
                private.money_words(v_payment) || jsonb_strip_nulls(jsonb_build_object(
                    'due', private.utc(v_seen.evidence_due_at),
                    'time_zone', v_zone
                ))
            );
        end if;
    end loop;

    if found then
        perform private.end_refunds(v_payment);
        perform private.note_payment_status(v_booking);
        perform private.keep_invoiced(p_tenant_id, v_booking.booking_id);
    end if;
end;
$$;

comment on function private.fold_disputes is
    'Work out what the disputes of a payment are from all that Stripe has told of them.';

grant execute on function private.fold_disputes to holdfast_api;
