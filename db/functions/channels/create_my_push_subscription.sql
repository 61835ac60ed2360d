-- POST /v1/me/push-subscriptions
--
-- Whoever has shown that the address is theirs is told of all their bookings with a business.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN030  profile-not-found
--             KV003  idempotency-mismatch

create function api.create_my_push_subscription(
    p_tenant_id uuid,
    p_tenant_slug data.slug,
    p_endpoint data.push_endpoint,
    p_p256dh data.push_public_key,
    p_auth data.push_secret,
    p_user_agent data.long_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller text;
    v_answer jsonb;
    v_business private.my_business;
    v_subscription data.push_subscriptions;
begin
    select (b).*
    into v_business
    from unnest(private.my_businesses()) as b
    where (b).slug = p_tenant_slug;

    if found then
        v_subscription.tenant_id := v_business.tenant_id;
        v_subscription.customer_id := private.visit_business(v_business);
    end if;

    if v_subscription.customer_id is null then
        raise exception using
            errcode = 'KN030',
            message = 'No business of that name knows you.';
    end if;

    v_caller := 'account:' || (v_business.claims ->> 'sub');
    v_answer := private.replay(v_business.tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    -- Nobody merges the customer between this and what follows.
    v_subscription.customer_id := (private.known_customer(
        v_business.tenant_id, row(v_subscription.customer_id, null, null, null)::api.contact
    )).customer_id;
    v_subscription.endpoint := p_endpoint;
    v_subscription.p256dh := p_p256dh;
    v_subscription.auth := p_auth;
    v_subscription.user_agent := p_user_agent;

    return private.remember(
        v_business.tenant_id, v_caller,
        private.as_mine(private.add_push_subscription(v_subscription), v_business)
    );
end;
$$;

comment on function api.create_my_push_subscription is
    'Have this browser told of your bookings with a business.

Send what the browser''s PushSubscription says, made with the key of `GET /v1/push-key`. Of ten
browsers and one more the oldest is told no more.

Answers my_push_subscription.';

alter function api.create_my_push_subscription owner to holdfast_api;
grant execute on function api.create_my_push_subscription to holdfast_web, holdfast_person;
