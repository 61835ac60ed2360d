-- A subscription as Stripe is asked for it. With a url, Stripe was asked before. What is left of
-- the time that a business may do without is not billed, as long as it is two days, which Stripe
-- wants. The key is of all that is asked: to the same key with something else in it, another
-- owner's address or a trial that is too short by now, Stripe says no.

create function private.subscription_request_json(
    p_subscription data.tenant_subscriptions,
    p_price data.plan_prices
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    with asked as (
        select jsonb_build_object(
            'tenant_id', t.tenant_id,
            'subscription_id', (p_subscription).subscription_id,
            'checkout_id', (p_subscription).checkout_id,
            'price', (p_price).stripe_price_id,
            'payer', (p_subscription).payer_id,
            'email', (
                select u.email
                from data.users as u
                where u.user_id = private.current_user_id()
            ),
            'locale', t.locale,
            'trial_days', case
                when (p_subscription).stripe_id is null and (p_subscription).free_until is null
                    then nullif(p.trial_days, 0)
            end,
            'trial_end', case
                when
                    (p_subscription).stripe_id is null
                    and (p_subscription).free_until > clock_timestamp() + interval '49 hours'
                    then floor(extract(epoch from (p_subscription).free_until))::bigint
            end,
            'return_url', (private.current_claims() ->> 'public_url') || '/',
            'expires_at', extract(epoch from (p_subscription).session_expires_at)::bigint,
            'expires', private.utc((p_subscription).session_expires_at)
        ) as said
        from data.tenants as t
        join data.plans as p on p.plan = (p_price).plan
        where t.tenant_id = (p_subscription).tenant_id
    )

    select a.said || jsonb_build_object(
        'url', (p_subscription).session_url,
        'idempotency_key', format(
            'subscription:checkout:%s:%s',
            (p_subscription).checkout_id,
            left(encode(sha256(a.said::text::bytea), 'hex'), 16)
        )
    )
    from asked as a;
$$;

comment on function private.subscription_request_json is
    'A subscription as Stripe is asked for it.';

grant execute on function private.subscription_request_json to holdfast_api;
