-- POST /v1/subscription/checkout
--
-- The attempt is written down before Stripe is asked, and its id is what Stripe is asked by: who
-- asks again gets the same page. With another plan or interval it is another attempt; the page of
-- the one before is closed. A first subscription is free for as long as its plan says; what is left
-- of the time that the business had anyway is not lost.
--
-- This says what Stripe is to be asked; what clients are told is what api.note_subscription_page
-- answers.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC162  already-subscribed
--             KV003  idempotency-mismatch
--             and what private.price_wanted says: KN160, KC163

create function api.begin_subscription(
    p_tenant_id uuid,
    p_plan data.plan_code,
    p_interval data.billing_interval default 'month'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_price data.plan_prices;
    v_subscription data.tenant_subscriptions;
begin
    perform private.require_role('owner');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_price := private.price_wanted(p_tenant_id, p_plan, p_interval);

    insert into data.tenant_subscriptions (tenant_id)
    values (p_tenant_id)
    on conflict do nothing;

    select *
    into v_subscription
    from data.tenant_subscriptions
    where tenant_id = p_tenant_id
    for no key update;

    if private.is_running(v_subscription.status) then
        raise exception using
            errcode = 'KC162',
            message = 'You have a plan: change it instead.';
    end if;

    if
        v_subscription.checkout_price_id is distinct from v_price.price_id
        or v_subscription.session_url is null and v_subscription.session_id is not null
        or v_subscription.session_expires_at < clock_timestamp() + interval '2 minutes'
    then
        update data.tenant_subscriptions
        set
            checkout_id = uuidv7(),
            checkout_price_id = v_price.price_id,
            session_id = null,
            session_url = null,
            -- Stripe takes it by this, to the second, each time it is asked.
            session_expires_at = date_trunc('second', clock_timestamp()) + interval '23 hours'
        where tenant_id = p_tenant_id
        returning * into v_subscription;
    end if;

    perform private.link_stripe(
        p_tenant_id, v_subscription.subscription_id::text, 'subscription',
        v_subscription.subscription_id
    );

    return private.remember(
        p_tenant_id, 'staff', private.subscription_request_json(v_subscription, v_price)
    );
end;
$$;

comment on function api.begin_subscription is
    'Subscribe to a plan.

Send the owner to the page that it answers; Stripe tells us when it is done. For owners.

Answers subscription_page.';

alter function api.begin_subscription owner to holdfast_api;
grant execute on function api.begin_subscription to holdfast_web;
