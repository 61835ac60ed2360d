-- How something of a payment is given back.

create function private.refund_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_refund data.refunds;
    v_payment data.payments;
begin
    select *
    into v_refund
    from data.refunds
    where
        tenant_id = p_delivery.tenant_id
        and refund_id = (p_delivery.data ->> 'refund_id')::uuid;

    if v_refund.status <> 'requested' then
        return private.skipped('It has been given back, or was called off.');
    end if;

    select *
    into v_payment
    from data.payments
    where tenant_id = p_delivery.tenant_id and payment_id = v_refund.payment_id;

    -- The bank may give it back itself: what it decides comes first.
    if private.is_disputed(v_payment) then
        return jsonb_build_object('not_before', now() + interval '1 hour');
    end if;

    return jsonb_build_object(
        'account_id', v_payment.account_id,
        'payment_intent', v_payment.intent_id,
        'charge', case when v_payment.intent_id is null then v_payment.charge_id end,
        'amount', v_refund.amount_minor,
        -- What is less by now is another request: Stripe has refused the one before.
        'idempotency_key', format(
            'refund:%s:%s', v_refund.refund_id, v_refund.amount_minor
        ),
        'metadata', jsonb_build_object('holdfast_refund_id', v_refund.refund_id)
    );
end;
$$;

comment on function private.refund_details is 'How something of a payment is given back.';

grant execute on function private.refund_details to holdfast_api;
