-- How a subscription is changed with Stripe. To what costs more, at once, and only if the
-- difference is paid; to what costs less, at once, and the difference is taken off the next bills.

create function private.subscription_change_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions;
    v_price data.plan_prices;
begin
    select *
    into v_subscription
    from data.tenant_subscriptions
    where
        tenant_id = p_delivery.tenant_id
        and change_id = (p_delivery.data ->> 'change_id')::uuid;

    if not found then
        return private.skipped('It has come about, or another change took its place.');
    end if;

    select * into v_price from data.plan_prices where price_id = v_subscription.change_price_id;

    return jsonb_build_object(
        'subscription', v_subscription.stripe_id,
        'kind', v_subscription.change_kind,
        'item', v_subscription.item_id,
        'price', v_price.stripe_price_id,
        'at_once', private.costs_more(v_price, v_subscription.price_id),
        'idempotency_key', 'subscription:change:' || v_subscription.change_id
    );
end;
$$;

comment on function private.subscription_change_details is
    'How a subscription is changed with Stripe.';

grant execute on function private.subscription_change_details to holdfast_api;
