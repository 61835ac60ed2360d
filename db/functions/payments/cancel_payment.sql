-- POST /v1/payments/{id}/cancel
--
-- Whoever leads the visit may, and owners and managers. It may be too late: what is being charged
-- at this moment goes back when it is known to be paid (private.take_payment).
--
-- Fails with  KA001  not-signed-in
--             KC133  not-waivable
--             KF001  forbidden
--             KN120  payment-not-found
--             KV003  idempotency-mismatch

create function api.cancel_payment(p_tenant_id uuid, p_payment_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'payment:' || p_payment_id;
    v_answer jsonb;
    v_payment data.payments;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, v_caller);
    v_payment := private.require_payment(p_tenant_id, p_payment_id, v_answer is null);

    if v_answer is not null then
        return v_answer;
    end if;

    if v_payment.part <> 'fee' or v_payment.status not in ('pending', 'failed') then
        raise exception using
            errcode = 'KC133',
            message = 'Only a fee that has not been paid can be waived.',
            column = 'status';
    end if;

    update data.payments
    set status = 'cancelled', waived_by = private.current_user_id()
    where tenant_id = p_tenant_id and payment_id = p_payment_id
    returning * into v_payment;

    return private.remember(p_tenant_id, v_caller, private.payment_json(v_payment));
end;
$$;

comment on function api.cancel_payment is
    'Waive a fee that has not been paid.

Answers payment.';

alter function api.cancel_payment owner to holdfast_api;
grant execute on function api.cancel_payment to holdfast_web, holdfast_person;
