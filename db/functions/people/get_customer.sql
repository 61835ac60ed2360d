-- GET /v1/customers/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found

create function api.get_customer(p_tenant_id uuid, p_customer_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.customer_json(private.require_customer(p_tenant_id, p_customer_id, false))
        || jsonb_build_object('activity', private.activity_of(p_tenant_id, p_customer_id));
end;
$$;

comment on function api.get_customer is
    'One customer, and what came of their bookings.

Answers customer_details.';

alter function api.get_customer owner to holdfast_api;
grant execute on function api.get_customer to holdfast_web, holdfast_person;
