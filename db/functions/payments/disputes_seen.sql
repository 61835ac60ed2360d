-- The disputes of a payment by what Stripe has told of them: one row each. Each step outweighs the
-- one before, and that the bank decided for the business outweighs all, so the order of events does
-- not matter. An inquiry that was closed took nothing: the business has won it.
--
-- Money was taken if Stripe says so, or the bank decided against the business; what was taken is
-- back once it decided for it. The fee is what was taken besides.

create function private.disputes_seen(p_events data.stripe_events[])
returns table (
    stripe_id text, status text, amount_minor bigint, fee_minor bigint, currency text,
    reason text, evidence_due_at timestamptz, opened_at timestamptz, closed_at timestamptz,
    is_withdrawn boolean
)
    language sql immutable parallel safe
    set search_path = ''
as $$
    with told as (
        select
            e.facts,
            e.type,
            e.created_at,
            case
                when e.facts ->> 'status' in ('won', 'warning_closed', 'prevented') then 4
                when e.facts ->> 'status' = 'lost' then 3
                when e.facts ->> 'status' in ('under_review', 'warning_under_review') then 2
                else 1
            end as rank
        from unnest(p_events) as e
        where e.facts ->> 'object' = 'dispute'
    )

    select
        t.facts ->> 'id',
        ('{needs_response,under_review,lost,won}'::text[])[max(t.rank)],
        max((t.facts ->> 'amount')::bigint),
        coalesce(max((t.facts ->> 'fee')::bigint), 0),
        upper(max(t.facts ->> 'currency')),
        max(t.facts ->> 'reason'),
        to_timestamp(max((t.facts ->> 'evidence_due_by')::bigint)),
        to_timestamp(coalesce(
            min((t.facts ->> 'created')::bigint), min(extract(epoch from t.created_at)::bigint)
        )),
        case when max(t.rank) > 2 then min(t.created_at) filter (where t.rank > 2) end,
        bool_or(
            t.type in ('charge.dispute.funds_withdrawn', 'charge.dispute.funds_reinstated')
            or t.facts ->> 'status' = 'lost'
            or (t.facts ->> 'fee')::bigint > 0
        )
    from told as t
    group by t.facts ->> 'id';
$$;

comment on function private.disputes_seen is
    'The disputes of a payment by what Stripe has told of them.';

grant execute on function private.disputes_seen to holdfast_api;
