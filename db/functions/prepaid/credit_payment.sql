-- POST /v1/payments/{id}/credit
--
-- A refund that Stripe has nothing to do with: it is the customer's to spend here.
--
-- Fails with  KA001  not-signed-in
--             KC120  not-enough-left (it bought a gift card or a package that was spent since)
--             KC123  refund-too-large
--             KC132  payment-disputed
--             KC174  not-creditable
--             KF001  forbidden
--             KN120  payment-not-found
--             KV003  idempotency-mismatch
--             KV022  money-invalid

create function api.credit_payment(
    p_tenant_id uuid,
    p_payment_id uuid,
    p_amount jsonb default null,
    p_note data.long_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_payment data.payments;
    v_refund data.refunds;
    v_minor bigint;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_payment := private.require_payment(p_tenant_id, p_payment_id, true);
    v_minor := coalesce(
        private.money_of(p_tenant_id, p_amount, 'amount'),
        private.left_of(v_payment)
    );

    if v_payment.status <> 'paid' or v_minor = 0 or private.payer_of(v_payment) is null then
        raise exception using
            errcode = 'KC174',
            message = 'There is nothing of it to give back, or nobody whose credit it could be.';
    end if;

    perform private.require_refundable(v_payment, v_minor);
    v_refund := private.request_refund(
        v_payment, v_minor, 'staff', p_note, p_to_credit => true
    );

    return private.remember(p_tenant_id, 'staff', to_jsonb(row(
        v_refund.refund_id,
        p_payment_id,
        private.payer_of(v_payment),
        row(v_minor, v_payment.currency)::api.money,
        private.utc(v_refund.settled_at)
    )::api.credited));
end;
$$;

comment on function api.credit_payment is
    'Give something of a payment back as credit of its customer; without amount, all that is left.

Answers credited.';

alter function api.credit_payment owner to holdfast_api;
grant execute on function api.credit_payment to holdfast_web, holdfast_person;
