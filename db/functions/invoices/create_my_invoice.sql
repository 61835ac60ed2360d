-- POST /v1/me/bookings/{id}/invoice
--
-- The same function as for a guest with the manage token does it; the account proves whose it is.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             and what api.create_invoice says: KC180, KC182, KP001, KV003

create function api.create_my_invoice(
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

    return api.create_invoice(
        v_business.tenant_id, p_booking_id, p_name, p_company, p_address, p_tax_number
    );
end;
$$;

comment on function api.create_my_invoice is
    'The invoice of a booking of yours, issued if it is not yet.

Answers invoice.';

alter function api.create_my_invoice owner to holdfast_api;
grant execute on function api.create_my_invoice to holdfast_web, holdfast_person;
