-- POST /v1/me/bookings/{id}/billing
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             and what api.update_billing says: KC182, KP001, KV003

create function api.update_my_billing(
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
    v_business constant private.my_business := private.open_my_booking(p_booking_id);
begin
    perform private.add_claims(jsonb_build_object('account_email', v_business.email));

    return api.update_billing(
        v_business.tenant_id, p_booking_id, p_name, p_company, p_address, p_tax_number
    );
end;
$$;

comment on function api.update_my_billing is
    'Say to whom a booking of yours is to be invoiced: all of it, what is left out is nothing.

It counts for your later bookings there too, unless something else is said for them.

Answers billing.';

alter function api.update_my_billing owner to holdfast_api;
grant execute on function api.update_my_billing to holdfast_web, holdfast_person;
