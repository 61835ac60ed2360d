-- DELETE /v1/tenants/{slug}/bookings/{id}/push-subscriptions/{subscription_id}
--
-- Fails with  KN003  booking-not-found
--             KN540  push-subscription-not-found

create function api.delete_booking_push_subscription(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_subscription_id uuid
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.remove_push_subscription(
        private.browsers_of_booking(p_tenant_id, p_booking_id), p_subscription_id
    );
end;
$$;

comment on function api.delete_booking_push_subscription is
    'Have a browser told of a booking no more.

Answers nothing.';

alter function api.delete_booking_push_subscription owner to holdfast_api;
grant execute on function api.delete_booking_push_subscription to holdfast_web, holdfast_person;
