-- GET /v1/tenants/{slug}/bookings/{id}/consents
--
-- Whoever holds the token of a booking sees and ends what was given with that booking: anybody can
-- type anybody's e-mail address, and what else the customer agreed to is not theirs to know.
--
-- Fails with  KN003  booking-not-found
--             KV002  cursor-unreadable

create function api.list_booking_consents(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.consents_page(
        p_tenant_id,
        (private.require_booking(p_tenant_id, p_booking_id, false)).customer_id,
        p_booking_id,
        p_limit,
        p_cursor
    );
end;
$$;

comment on function api.list_booking_consents is
    'What was consented to with a booking, the latest first.

Answers a page of consent.';

alter function api.list_booking_consents owner to holdfast_api;
grant execute on function api.list_booking_consents to holdfast_web, holdfast_person;
