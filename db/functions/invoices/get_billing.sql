-- GET /v1/bookings/{id}/billing
-- GET /v1/tenants/{slug}/bookings/{id}/billing
--
-- What somebody said for another booking is for staff to see: who has the token of one may be
-- anybody who typed the customer's address.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN003  booking-not-found

create function api.get_billing(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_booking constant data.bookings :=
        private.require_booking(p_tenant_id, p_booking_id, false);
begin
    if
        private.is_guest()
        and not private.current_claims() ? 'account_email'
        and (private.billing_of(v_booking)).booking_id is distinct from p_booking_id
    then
        return to_jsonb(row(
            p_booking_id, v_booking.customer_name, null, null, null
        )::api.billing);
    end if;

    return private.billing_json(v_booking);
end;
$$;

comment on function api.get_billing is
    'To whom a booking is to be invoiced.

Answers billing.';

alter function api.get_billing owner to holdfast_api;
grant execute on function api.get_billing to holdfast_web, holdfast_person;
