-- What a payout is by what Stripe has told of it. Each of these, once true, stays true; one that
-- came back outweighs that it had arrived, as it does at the bank. So the order of events does not
-- matter, nor how often each came.

create type private.payout_seen as (
    stripe_id text,
    status text,
    amount_minor bigint,
    currency text,
    arrives_on date,
    failure_code text,
    is_reconciled boolean,
    created_at timestamptz,
    settled_at timestamptz
);

comment on type private.payout_seen is 'What a payout is by what Stripe has told of it.';

create function private.payout_seen(p_events data.stripe_events[]) returns private.payout_seen
    language sql immutable parallel safe
    set search_path = ''
as $$
    with told as (
        select
            e.created_at,
            e.facts,
            case
                when e.type = 'payout.failed' then 'failed'
                when e.type = 'payout.canceled' then 'cancelled'
                when e.type = 'payout.paid' then 'paid'
                when e.facts ->> 'status' = 'canceled' then 'cancelled'
                else e.facts ->> 'status'
            end as status
        from unnest(p_events) as e
        where e.facts ->> 'object' = 'payout'
    ),

    seen as (
        select case
            when bool_or(t.status = 'failed') then 'failed'
            when bool_or(t.status = 'cancelled') then 'cancelled'
            when bool_or(t.status = 'paid') then 'paid'
            when bool_or(t.status = 'in_transit') then 'in_transit'
            else 'pending'
        end as status
        from told as t
    )

    select row(
        min(t.facts ->> 'id'),
        s.status,
        min((t.facts ->> 'amount')::bigint),
        upper(min(t.facts ->> 'currency')),
        (
            to_timestamp(max((t.facts ->> 'arrival_date')::bigint)) at time zone 'UTC'
        )::date,
        min(t.facts ->> 'failure_code'),
        bool_or(coalesce(t.facts ->> 'reconciliation' = 'completed', false)),
        to_timestamp(min((t.facts ->> 'created')::bigint)),
        min(t.created_at) filter (
            where t.status = s.status and s.status in ('paid', 'failed', 'cancelled')
        )
    )::private.payout_seen
    from told as t
    cross join seen as s
    group by s.status;
$$;

comment on function private.payout_seen is 'What a payout is by what Stripe has told of it.';

grant execute on function private.payout_seen to holdfast_api;
