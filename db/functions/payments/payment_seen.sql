-- What a payment is by what Stripe has told of it. Each of these, once true, stays true, so neither
-- the order of events matters nor how often each came: paid outweighs everything, then that the
-- bank is at it, then that it came to nothing.
--
-- An event counts only if it is about this amount of this currency. That a page was closed counts
-- only of the one that was shown: where Stripe fails after it has made one, there is another.

create type private.payment_seen as (
    status text,
    paid_at timestamptz,
    session_id text,
    intent_id text,
    charge_id text
);

comment on type private.payment_seen is 'What a payment is by what Stripe has told of it.';

create function private.payment_seen(p_payment data.payments, p_events data.stripe_events[])
returns private.payment_seen
    language sql immutable parallel safe
    set search_path = ''
as $$
    with told as (
        select
            e.type,
            e.created_at,
            e.facts ->> 'object' as object,
            e.facts ->> 'id' as id,
            e.facts ->> 'payment_intent' as intent_id,
            e.facts ->> 'charge' as charge_id,
            private.says_paid(e.facts) as is_paid
        from unnest(p_events) as e
        where
            e.facts ->> 'object' in ('checkout.session', 'payment_intent', 'charge')
            and (e.facts ->> 'amount')::bigint = (p_payment).amount_minor
            and upper(e.facts ->> 'currency') = (p_payment).currency
    )

    select row(
        case
            when bool_or(t.is_paid) then 'paid'
            when bool_or(t.type = 'checkout.session.async_payment_failed') then 'failed'
            when bool_or(t.type = 'checkout.session.completed') then 'processing'
            when bool_or(
                t.type = 'payment_intent.canceled'
                or t.type = 'checkout.session.expired'
                and t.id = coalesce((p_payment).session_id, t.id)
            ) then 'cancelled'
            else (p_payment).status
        end,
        min(t.created_at) filter (where t.is_paid),
        min(t.id) filter (where t.object = 'checkout.session'),
        coalesce(
            min(coalesce(t.intent_id, case when t.object = 'payment_intent' then t.id end))
            filter (where t.is_paid),
            min(coalesce(t.intent_id, case when t.object = 'payment_intent' then t.id end))
        ),
        min(coalesce(t.charge_id, case when t.object = 'charge' then t.id end))
        filter (where t.is_paid)
    )::private.payment_seen
    from told as t;
$$;

comment on function private.payment_seen is 'What a payment is by what Stripe has told of it.';

grant execute on function private.payment_seen to holdfast_api;
