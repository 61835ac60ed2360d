-- GET /v1/subscription/preview
--
-- This says what Stripe is to be asked; what clients are told is made of what it answers.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC161  no-subscription
--             and what private.price_wanted says: KN160, KC163

create function api.preview_subscription(
    p_tenant_id uuid,
    p_plan data.plan_code,
    p_interval data.billing_interval default 'month'
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions;
    v_price data.plan_prices;
begin
    perform private.require_role('owner');

    select *
    into v_subscription
    from data.tenant_subscriptions
    where tenant_id = p_tenant_id;

    if v_subscription.stripe_id is null or not private.is_running(v_subscription.status) then
        raise exception using
            errcode = 'KC161',
            message = 'You have not subscribed to a plan.';
    end if;

    v_price := private.price_wanted(p_tenant_id, p_plan, p_interval);

    return jsonb_build_object(
        'subscription', v_subscription.stripe_id,
        'item', v_subscription.item_id,
        'price', v_price.stripe_price_id,
        'at_once', coalesce(private.costs_more(v_price, v_subscription.price_id), true),
        'next', private.plan_price_of(v_price)
    );
end;
$$;

comment on function api.preview_subscription is
    'What changing to another plan would come to, as Stripe works it out.

For owners.

Answers subscription_preview.';

alter function api.preview_subscription owner to holdfast_api;
grant execute on function api.preview_subscription to holdfast_web;
