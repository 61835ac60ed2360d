-- What Stripe has charged besides for a payment, which is charged once: every charge but the one
-- that is it. That is the one that was noted, if it was made, or else the first.

create function private.twins_seen(p_payment data.payments, p_events data.stripe_events[])
returns table (intent_id text, charge_id text, paid_at timestamptz)
    language sql immutable parallel safe
    set search_path = ''
as $$
    with paid as (
        select
            coalesce(
                case when e.facts ->> 'object' = 'payment_intent' then e.facts ->> 'id' end,
                e.facts ->> 'payment_intent'
            ) as intent_id,
            min(coalesce(
                case when e.facts ->> 'object' = 'charge' then e.facts ->> 'id' end,
                e.facts ->> 'charge'
            )) as charge_id,
            min(e.created_at) as paid_at
        from unnest(p_events) as e
        where
            private.says_paid(e.facts)
            and (e.facts ->> 'amount')::bigint = (p_payment).amount_minor
            and upper(e.facts ->> 'currency') = (p_payment).currency
        group by 1
    )

    select p.intent_id, p.charge_id, p.paid_at
    from paid as p
    where
        p.intent_id <> coalesce(
            case
                when (p_payment).status = 'paid' then (p_payment).intent_id
                else (select o.intent_id from paid as o where o.intent_id = (p_payment).intent_id)
            end,
            (
                select o.intent_id
                from paid as o
                where o.intent_id is not null
                order by o.paid_at, o.intent_id
                limit 1
            )
        );
$$;

comment on function private.twins_seen is
    'What Stripe has charged besides for a payment, which is charged once.';

grant execute on function private.twins_seen to holdfast_api;
