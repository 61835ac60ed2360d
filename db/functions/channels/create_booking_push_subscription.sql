-- POST /v1/tenants/{slug}/bookings/{id}/push-subscriptions
--
-- Whoever holds the token of a booking is told of that booking: anybody can type anybody's e-mail
-- address, and what else the customer has booked is not theirs to know.
--
-- Fails with  KN003  booking-not-found
--             KV003  idempotency-mismatch

create function api.create_booking_push_subscription(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_endpoint data.push_endpoint,
    p_p256dh data.push_public_key,
    p_auth data.push_secret,
    p_user_agent data.long_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_subscription data.push_subscriptions := private.browsers_of_booking(
        p_tenant_id, p_booking_id
    );
    v_answer constant jsonb := private.replay(p_tenant_id, v_caller);
begin
    if v_answer is not null then
        return v_answer;
    end if;

    -- Nobody merges the customer between this and what follows.
    v_subscription.customer_id := (private.known_customer(
        p_tenant_id, row(v_subscription.customer_id, null, null, null)::api.contact
    )).customer_id;
    v_subscription.endpoint := p_endpoint;
    v_subscription.p256dh := p_p256dh;
    v_subscription.auth := p_auth;
    v_subscription.user_agent := p_user_agent;

    return private.remember(
        p_tenant_id, v_caller, private.add_push_subscription(v_subscription)
    );
end;
$$;

comment on function api.create_booking_push_subscription is
    'Have this browser told of a booking.

Send what the browser''s PushSubscription says, made with the key of `GET /v1/push-key`. Of ten
browsers and one more the oldest is told no more.

Answers push_subscription.';

alter function api.create_booking_push_subscription owner to holdfast_api;
grant execute on function api.create_booking_push_subscription to holdfast_web, holdfast_person;
