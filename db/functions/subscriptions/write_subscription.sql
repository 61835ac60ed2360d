-- Writes down what a subscription has become, and when its owners are to be reminded next.

create function private.write_subscription(p_subscription data.tenant_subscriptions) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.tenant_subscriptions
    set
        plan = p_subscription.plan,
        status = p_subscription.status,
        price_id = p_subscription.price_id,
        stripe_id = p_subscription.stripe_id,
        item_id = p_subscription.item_id,
        payer_id = p_subscription.payer_id,
        period_starts_at = p_subscription.period_starts_at,
        period_ends_at = p_subscription.period_ends_at,
        trial_ends_at = p_subscription.trial_ends_at,
        cancel_at = p_subscription.cancel_at,
        ended_at = p_subscription.ended_at,
        unpaid_since = p_subscription.unpaid_since,
        lapses_at = p_subscription.lapses_at,
        pay_url = p_subscription.pay_url,
        doubles = p_subscription.doubles,
        session_url = p_subscription.session_url,
        change_id = p_subscription.change_id,
        change_kind = p_subscription.change_kind,
        change_price_id = p_subscription.change_price_id,
        change_error = p_subscription.change_error,
        remind_at = private.remind_at(p_subscription),
        updated_at = now()
    where tenant_id = p_subscription.tenant_id;
end;
$$;

comment on function private.write_subscription is 'Write down what a subscription has become.';

grant execute on function private.write_subscription to holdfast_api;
