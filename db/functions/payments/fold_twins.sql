-- What Stripe has charged besides for a payment is a payment of its own, and goes back: nobody pays
-- twice because we asked twice. What becomes of it is told of it.

create function private.fold_twins(
    p_tenant_id uuid, p_payment_id uuid, p_known data.stripe_events[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_paid constant record := private.lock_paid(p_tenant_id, p_payment_id);
    v_seen record;
    v_twin data.payments;
    v_told data.stripe_events[];
begin
    if (v_paid.payment).payment_id is null then
        return;
    end if;

    for v_seen in
        select *
        from private.twins_seen(v_paid.payment, p_known)
        order by intent_id
    loop
        v_twin := private.twin_of(
            v_paid.payment, v_paid.booking, v_seen.intent_id, v_seen.charge_id, v_seen.paid_at
        );
        v_told := private.events_of_intents(p_known, array[v_seen.intent_id], true);
        perform private.fold_refunds(p_tenant_id, v_twin.payment_id, v_told);
        perform private.fold_disputes(p_tenant_id, v_twin.payment_id, v_told);
    end loop;
end;
$$;

comment on function private.fold_twins is
    'Give back what Stripe has charged besides for a payment.';

grant execute on function private.fold_twins to holdfast_api;
