-- POST /v1/bookings/{id}/billing
-- POST /v1/tenants/{slug}/bookings/{id}/billing
--
-- Fails with  KA001  not-signed-in
--             KC182  already-invoiced
--             KF001  forbidden
--             KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch

create function api.update_billing(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_name data.short_text default null,
    p_company data.short_text default null,
    p_address data.long_text default null,
    p_tax_number data.short_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
begin
    if v_answer is not null then
        perform private.require_booking(p_tenant_id, p_booking_id, false);
        return v_answer;
    end if;

    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);
    perform private.require_uninvoiced(v_booking);
    perform private.keep_billing(v_booking, p_name, p_company, p_address, p_tax_number);

    return private.remember(p_tenant_id, v_caller, private.billing_json(v_booking));
end;
$$;

comment on function api.update_billing is
    'Say to whom a booking is to be invoiced: all of it, what is left out is nothing.

Until it is invoiced. What staff say, or the customer with an account, counts for later bookings of
the same customer too, unless something else is said for them.

Answers billing.';

alter function api.update_billing owner to holdfast_api;
grant execute on function api.update_billing to holdfast_web, holdfast_person;
