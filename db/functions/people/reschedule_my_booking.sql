-- POST /v1/me/bookings/{id}/reschedule
--
-- The same function as for a guest with the manage token does it.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             and what api.reschedule_booking says: KN005, KP001, KV003, KV015, KV018,
--             KC001, KC002, KV016

create function api.reschedule_my_booking(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_starts_at data.instant,
    p_resource_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_business private.my_business;
begin
    v_business := private.open_my_booking(p_booking_id);

    return private.as_mine(api.reschedule_booking(
        v_business.tenant_id, p_booking_id, p_starts_at, p_resource_id
    ), v_business);
end;
$$;

comment on function api.reschedule_my_booking is
    'Move a booking of yours to another time, and perhaps to another resource.

Answers my_booking.';

alter function api.reschedule_my_booking owner to holdfast_api;
grant execute on function api.reschedule_my_booking to holdfast_web, holdfast_person;
