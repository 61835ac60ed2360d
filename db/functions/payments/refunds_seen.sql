-- The refunds of a payment by what Stripe has told of them: one row each. That one failed outweighs
-- that it succeeded, as it does at the bank; so the order of events does not matter.

create function private.refunds_seen(p_events data.stripe_events[])
returns table (
    stripe_id text, refund_id text, status text, amount_minor bigint, currency text,
    settled_at timestamptz
)
    language sql immutable parallel safe
    set search_path = ''
as $$
    select
        e.facts ->> 'id',
        min(e.facts -> 'metadata' ->> 'holdfast_refund_id'),
        case
            when bool_or(e.facts ->> 'status' = 'failed') then 'failed'
            when bool_or(e.facts ->> 'status' = 'canceled') then 'cancelled'
            when bool_or(e.facts ->> 'status' = 'succeeded') then 'succeeded'
            else 'pending'
        end,
        max((e.facts ->> 'amount')::bigint),
        upper(max(e.facts ->> 'currency')),
        min(e.created_at) filter (
            where e.facts ->> 'status' in ('succeeded', 'failed', 'canceled')
        )
    from unnest(p_events) as e
    where e.facts ->> 'object' = 'refund'
    group by e.facts ->> 'id';
$$;

comment on function private.refunds_seen is
    'The refunds of a payment by what Stripe has told of them.';

grant execute on function private.refunds_seen to holdfast_api;
