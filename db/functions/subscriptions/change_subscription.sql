-- POST /v1/subscription/change
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC161  no-subscription
--             KC162  already-subscribed
--             KV003  idempotency-mismatch
--             and what private.price_wanted says: KN160, KC163

create function api.change_subscription(
    p_tenant_id uuid,
    p_plan data.plan_code,
    p_interval data.billing_interval default 'month'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_subscription data.tenant_subscriptions;
    v_price data.plan_prices;
begin
    perform private.require_role('owner');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_subscription := private.require_subscription(p_tenant_id);
    v_price := private.price_wanted(p_tenant_id, p_plan, p_interval);

    if v_price.price_id = v_subscription.price_id then
        raise exception using
            errcode = 'KC162',
            message = 'That is the plan that you have.';
    end if;

    perform private.ask_for_change(v_subscription, 'change', v_price.price_id);

    return private.remember(p_tenant_id, 'staff', private.subscription_json(p_tenant_id));
end;
$$;

comment on function api.change_subscription is
    'Change to another plan, or to another interval.

To what costs more, at once, if the difference is paid. To what costs less, at once too, and the
difference is taken off the next bills. What is more than the new plan allows stays; nothing is
added to it. For owners.

Answers subscription.';

alter function api.change_subscription owner to holdfast_api;
grant execute on function api.change_subscription to holdfast_web;
