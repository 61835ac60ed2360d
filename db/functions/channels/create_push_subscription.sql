-- POST /v1/push-subscriptions
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV003  idempotency-mismatch

create function api.create_push_subscription(
    p_tenant_id uuid,
    p_endpoint data.push_endpoint,
    p_p256dh data.push_public_key,
    p_auth data.push_secret,
    p_user_agent data.long_text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_subscription data.push_subscriptions := private.my_browsers(p_tenant_id);
    v_answer constant jsonb := private.replay(p_tenant_id, 'staff');
begin
    if v_answer is not null then
        return v_answer;
    end if;

    v_subscription.endpoint := p_endpoint;
    v_subscription.p256dh := p_p256dh;
    v_subscription.auth := p_auth;
    v_subscription.user_agent := p_user_agent;

    return private.remember(
        p_tenant_id, 'staff', private.add_push_subscription(v_subscription)
    );
end;
$$;

comment on function api.create_push_subscription is
    'Have this browser told of what concerns you at work.

Send what the browser''s PushSubscription says, made with the key of `GET /v1/push-key`. Of ten
browsers and one more the oldest is told no more.

Answers push_subscription.';

alter function api.create_push_subscription owner to holdfast_api;
grant execute on function api.create_push_subscription to holdfast_web, holdfast_person;
