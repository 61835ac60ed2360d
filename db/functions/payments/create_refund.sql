-- POST /v1/payments/{id}/refunds
--
-- Owners and managers give back what is left. Staff may up to what the business says, of one
-- payment in all. What the bank asks back is for the bank to decide.
--
-- Fails with  KA001  not-signed-in
--             KC123  refund-too-large
--             KC131  not-paid
--             KC132  payment-disputed
--             KF001  forbidden
--             KF130  refund-limit
--             KN120  payment-not-found
--             KV003  idempotency-mismatch
--             KV130  refund-amount-invalid

create function api.create_refund(
    p_tenant_id uuid,
    p_payment_id uuid,
    p_note data.long_text,
    p_amount jsonb default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'payment:' || p_payment_id;
    v_answer jsonb;
    v_payment data.payments;
    v_amount bigint;
    v_refund data.refunds;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        perform private.require_payment(p_tenant_id, p_payment_id, false);
        return v_answer;
    end if;

    v_payment := private.require_payment(p_tenant_id, p_payment_id, true);
    v_amount := private.refund_wanted(v_payment, p_amount);
    perform private.require_refundable(v_payment, v_amount);
    v_refund := private.request_refund(v_payment, v_amount, 'staff', p_note);

    return private.remember(p_tenant_id, v_caller, to_jsonb(private.refund_json(v_refund)));
end;
$$;

comment on function api.create_refund is
    'Give a payment back, or part of it.

Without amount all that is left of it. note says why, for the business alone. What was paid online
goes back to where it came from, within days; what was paid on site is given back there and then.

Answers refund.';

alter function api.create_refund owner to holdfast_api;
grant execute on function api.create_refund to holdfast_web, holdfast_person;
