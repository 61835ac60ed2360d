-- GET /v1/payments/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN120  payment-not-found

create function api.get_payment(p_tenant_id uuid, p_payment_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    return private.payment_json(private.require_payment(p_tenant_id, p_payment_id, false));
end;
$$;

comment on function api.get_payment is
    'A payment, what it is made of, and what went back of it.

Answers payment.';

alter function api.get_payment owner to holdfast_api;
grant execute on function api.get_payment to holdfast_web, holdfast_person;
