-- Writes down that a browser takes notices for somebody: customer_id, perhaps with booking_id, or
-- user_id say for whom. The same one again has new keys. Whoever has too many loses the oldest.

create function private.add_push_subscription(p_subscription data.push_subscriptions)
returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_subscription data.push_subscriptions;
begin
    insert into data.push_subscriptions (
        tenant_id, customer_id, booking_id, user_id, endpoint, p256dh, auth, user_agent
    )
    values (
        p_subscription.tenant_id, p_subscription.customer_id, p_subscription.booking_id,
        p_subscription.user_id, p_subscription.endpoint, p_subscription.p256dh,
        p_subscription.auth, p_subscription.user_agent
    )
    on conflict on constraint push_subscriptions_once do update
    set
        p256dh = excluded.p256dh,
        auth = excluded.auth,
        user_agent = excluded.user_agent,
        refusals = 0
    returning * into v_subscription;

    delete from data.push_subscriptions
    where
        tenant_id = v_subscription.tenant_id
        and subscription_id in (
            select o.subscription_id
            from private.push_subscriptions_of(v_subscription) as o
            where o.subscription_id <> v_subscription.subscription_id
            order by o.subscription_id desc
            offset private.most_push_subscriptions() - 1
        );

    return private.push_subscription_json(v_subscription);
end;
$$;

comment on function private.add_push_subscription is 'Write down that a browser takes notices.';

grant execute on function private.add_push_subscription to holdfast_api;
