-- Works out anew what a business subscribes to, from all that Stripe has told of it, and how long
-- that lets it write. What is asked of Stripe and has come about is asked no longer.

create function private.fold_subscription(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions;
    v_was data.tenant_subscriptions;
    v_known data.stripe_events[];
    v_seen private.subscription_seen;
    v_price data.plan_prices;
begin
    select *
    into v_was
    from data.tenant_subscriptions
    where tenant_id = p_tenant_id
    for no key update;

    v_known := private.known_of(p_tenant_id, 'subscription', v_was.subscription_id);
    perform private.note_bills(p_tenant_id, v_known);
    v_seen := private.subscription_seen(v_known);

    if v_seen.stripe_id is null then
        return;
    end if;

    select * into v_price from data.plan_prices where stripe_price_id = v_seen.stripe_price_id;

    v_subscription := v_was;
    v_subscription.status := v_seen.status;
    v_subscription.stripe_id := v_seen.stripe_id;
    v_subscription.item_id := v_seen.item_id;
    v_subscription.payer_id := coalesce(v_seen.payer_id, v_was.payer_id);
    v_subscription.period_starts_at := v_seen.period_starts_at;
    v_subscription.period_ends_at := v_seen.period_ends_at;
    v_subscription.trial_ends_at := v_seen.trial_ends_at;
    v_subscription.cancel_at := v_seen.cancel_at;
    v_subscription.ended_at := v_seen.ended_at;
    v_subscription.unpaid_since := v_seen.unpaid_since;
    v_subscription.pay_url := v_seen.pay_url;
    v_subscription.doubles := v_was.doubles || v_seen.doubles;

    -- A price that was made past us is no plan of ours: they keep what they have.
    if private.is_running(v_seen.status) then
        v_subscription.plan := coalesce(v_price.plan, v_was.plan);
        v_subscription.price_id := coalesce(v_price.price_id, v_was.price_id);
        v_subscription.session_url := null;
    else
        v_subscription.plan := null;
        v_subscription.price_id := null;
    end if;

    v_subscription.lapses_at := private.lapses_after(v_subscription, coalesce(
        v_price.plan, v_was.plan
    ));
    perform private.write_subscription(private.without_change_made(v_subscription));
    perform private.tell_of_missing_payment(v_was, v_subscription);
    perform private.record_event(
        p_tenant_id, 'subscription.doubled', v_was.subscription_id, null,
        jsonb_build_object('stripe_id', d.stripe_id)
    )
    from unnest(v_seen.doubles) as d (stripe_id)
    where d.stripe_id <> all(v_was.doubles);
end;
$$;

comment on function private.fold_subscription is
    'Work out what a business subscribes to from all that Stripe has told of it.';

grant execute on function private.fold_subscription to holdfast_api;
