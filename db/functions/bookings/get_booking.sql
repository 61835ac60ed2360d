-- GET /v1/tenants/{slug}/bookings/{id}
-- GET /v1/bookings/{id}
--
-- Fails with  KN003  booking-not-found

create function api.get_booking(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.answer_booking(private.require_booking(p_tenant_id, p_booking_id, false));
end;
$$;

comment on function api.get_booking is
    'One booking: yours by its manage token, or one that your role may see.

Answers booking.';

alter function api.get_booking owner to holdfast_api;
grant execute on function api.get_booking to holdfast_web, holdfast_person;
