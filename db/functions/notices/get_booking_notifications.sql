-- GET /v1/tenants/{slug}/bookings/{id}/notifications
--
-- Fails with  KN003  booking-not-found

create function api.get_booking_notifications(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.customer_choice(
        p_tenant_id,
        (private.require_booking(p_tenant_id, p_booking_id, false)).customer_id,
        p_booking_id
    );
end;
$$;

comment on function api.get_booking_notifications is
    'By which ways you want to be told of a booking.

Answers customer_choice.';

alter function api.get_booking_notifications owner to holdfast_api;
grant execute on function api.get_booking_notifications to holdfast_web, holdfast_person;
