-- POST /v1/me/bookings/{id}/cancel
--
-- The same function as for a guest with the manage token does it.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             and what api.cancel_booking says: KP001, KV003, KC002, KC130, KF001,
--             KV017

create function api.cancel_my_booking(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_accept_fee boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_business private.my_business;
begin
    v_business := private.open_my_booking(p_booking_id);

    return private.as_mine(
        api.cancel_booking(v_business.tenant_id, p_booking_id, p_accept_fee), v_business
    );
end;
$$;

comment on function api.cancel_my_booking is
    'Cancel a booking of yours.

Within the time that its business allows; or, with accept_fee, for the fee that it takes after that.

Answers my_booking.';

alter function api.cancel_my_booking owner to holdfast_api;
grant execute on function api.cancel_my_booking to holdfast_web, holdfast_person;
