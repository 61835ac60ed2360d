-- What Stripe has charged once more for a payment, which is locked, as the payment that it is:
-- written down, and to go back, if it was not known.

create function private.twin_of(
    p_payment data.payments,
    p_booking data.bookings,
    p_intent_id text,
    p_charge_id text,
    p_paid_at timestamptz
) returns data.payments
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_twin data.payments;
begin
    update data.payments
    set charge_id = coalesce(charge_id, p_charge_id)
    where
        tenant_id = p_payment.tenant_id
        and twin_of = p_payment.payment_id
        and intent_id = p_intent_id
    returning * into v_twin;

    if found then
        return v_twin;
    end if;

    v_twin := p_payment;
    v_twin.payment_id := null;
    v_twin.twin_of := p_payment.payment_id;
    v_twin.status := 'paid';
    v_twin.intent_id := p_intent_id;
    v_twin.charge_id := p_charge_id;
    v_twin.paid_at := p_paid_at;
    v_twin.session_id := null;
    v_twin.session_url := null;
    v_twin.session_expires_at := null;
    v_twin.due_at := null;
    v_twin.waived_by := null;
    v_twin := private.open_payment(v_twin, array(
        select row(l.kind, l.amount_minor, l.tax_basis_points)::private.payment_line
        from data.payment_lines as l
        where l.tenant_id = p_payment.tenant_id and l.payment_id = p_payment.payment_id
        order by l.line
    ));

    perform private.post_payment(v_twin, p_booking);
    perform private.give_back(v_twin, 'paid_twice');

    return v_twin;
end;
$$;

comment on function private.twin_of is 'What Stripe has charged once more for a payment.';

grant execute on function private.twin_of to holdfast_api;
