-- POST /v1/customers/{id}/credit
--
-- Fails with  KA001  not-signed-in
--             KC120  not-enough-left
--             KF001  forbidden
--             KN004  customer-not-found
--             KV003  idempotency-mismatch
--             KV022  money-invalid
--             KV175  nothing-to-adjust

create function api.adjust_credit(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_amount jsonb,
    p_reason data.body_text,
    p_take boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_minor bigint;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_customer(p_tenant_id, p_customer_id, false);
    v_minor := private.money_of(p_tenant_id, p_amount, 'amount');

    return private.remember(p_tenant_id, 'staff', private.adjust(
        p_tenant_id, p_customer_id, 'credit', case when p_take then -v_minor else v_minor end,
        p_amount ->> 'currency', p_reason
    ));
end;
$$;

comment on function api.adjust_credit is
    'Give a customer credit, or take some back.

It is spent as money is. What is taken is no more than there is.

Answers adjustment.';

alter function api.adjust_credit owner to holdfast_api;
grant execute on function api.adjust_credit to holdfast_web, holdfast_person;
