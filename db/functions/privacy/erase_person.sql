-- POST /v1/customers/{id}/erase
--
-- Fails with  KA001  not-signed-in
--             KC101  bookings-to-come (with up to 50 of them)
--             KF001  forbidden
--             KN004  customer-not-found
--             KV003  idempotency-mismatch

create function api.erase_person(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_cancel_bookings boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_answer := to_jsonb(row(
        p_customer_id,
        private.utc(now()),
        private.erase_customer(p_tenant_id, p_customer_id, p_cancel_bookings, 'request')
    )::api.erasure);

    return private.remember(p_tenant_id, 'staff', v_answer);
end;
$$;

comment on function api.erase_person is
    'Erase what is known of a customer, for good; what they booked stays, as numbers.

Who has bookings to come is refused, unless cancel_bookings says that these are to be cancelled. Who
waits, waits no longer.

Answers erasure.';

alter function api.erase_person owner to holdfast_api;
grant execute on function api.erase_person to holdfast_web, holdfast_person;
