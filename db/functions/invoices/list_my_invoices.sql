-- GET /v1/me/bookings/{id}/invoices
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             KV002  cursor-unreadable

create function api.list_my_invoices(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_business constant private.my_business := private.open_my_booking(p_booking_id);
begin
    return api.list_booking_invoices(v_business.tenant_id, p_booking_id, p_limit, p_cursor);
end;
$$;

comment on function api.list_my_invoices is
    'The invoices and credit notes of a booking of yours, the oldest first.

Answers a page of invoice.';

alter function api.list_my_invoices owner to holdfast_api;
grant execute on function api.list_my_invoices to holdfast_web, holdfast_person;
