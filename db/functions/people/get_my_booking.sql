-- GET /v1/me/bookings/{id}
--
-- The same function as for a guest with the manage token does it.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found

create function api.get_my_booking(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_business private.my_business;
begin
    v_business := private.open_my_booking(p_booking_id);

    return private.as_mine(api.get_booking(v_business.tenant_id, p_booking_id), v_business);
end;
$$;

comment on function api.get_my_booking is
    'One booking of yours, in whichever business.

Answers my_booking.';

alter function api.get_my_booking owner to holdfast_api;
grant execute on function api.get_my_booking to holdfast_web, holdfast_person;
