-- GET /v1/tenants/{slug}/bookings/{id}/push-subscriptions
--
-- Those that were made with the booking's token, and no others.
--
-- Fails with  KN003  booking-not-found

create function api.list_booking_push_subscriptions(p_tenant_id uuid, p_booking_id uuid)
returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.push_subscriptions_page(
        private.browsers_of_booking(p_tenant_id, p_booking_id)
    );
end;
$$;

comment on function api.list_booking_push_subscriptions is
    'The browsers that are told of a booking.

Answers a page of push_subscription.';

alter function api.list_booking_push_subscriptions owner to holdfast_api;
grant execute on function api.list_booking_push_subscriptions to holdfast_web, holdfast_person;
