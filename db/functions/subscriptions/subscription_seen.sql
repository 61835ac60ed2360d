-- What the subscription of a business is by what Stripe has told: a function of the set of events,
-- so neither their order matters nor how often each came, and one that is missing matters no longer
-- than until the next.
--
-- Of one subscription the last event says what it is. Events are told apart by seconds; of those of
-- one second
--   1. that it has ended outweighs everything, also what comes later: it never begins again;
--   2. each says what it was before, too (previous_attributes): so they are steps from one state to
--      the next, and the last is where more steps lead to than away from;
--   3. where that is said of none, or of several, it is what most steps lead to of all that is
--      known: something was changed and changed back, and is as it was a second before;
--   4. then the period that ends later, since periods only follow one another;
--   5. then the status: incomplete, trialing, active, paused, past_due, unpaid;
--   6. then what is left to compare, so that there is an answer, and one.
--
-- Bills add what a lost event would have said. What was paid stays paid: with its latest bill paid,
-- nothing is past due. With a bill refused after the last that is known of it, something is.
--
-- Of several subscriptions the one that runs is meant, of several that run the newest; the others
-- were made twice by accident (doubles).

create type private.subscription_seen as (
    stripe_id text,
    status text,
    stripe_price_id text,
    item_id text,
    payer_id text,
    period_starts_at timestamptz,
    period_ends_at timestamptz,
    trial_ends_at timestamptz,
    cancel_at timestamptz,
    ended_at timestamptz,
    unpaid_since timestamptz,
    pay_url text,
    doubles text[]
);

comment on type private.subscription_seen is
    'What a subscription is by what Stripe has told of it. Null: nothing yet.';

create function private.subscription_seen(p_events data.stripe_events[])
returns private.subscription_seen
    language sql immutable parallel safe
    set search_path = ''
as $$
    with known as (
        select distinct on (e.event_id) e.*
        from unnest(p_events) as e
        where e.account_id is null
        order by e.event_id
    ),

    told as (
        select
            k.facts ->> 'id' as id,
            k.facts ->> 'status' as status,
            k.created_at,
            k.facts,
            k.facts ->> 'status' in ('canceled', 'incomplete_expired') as is_over,
            k.facts - '{was,metadata}'::text[] as is_now,
            case
                when k.facts ? 'was' then jsonb_strip_nulls(
                    (k.facts - '{was,metadata}'::text[]) || (k.facts -> 'was')
                )
            end as was,
            k.type = 'customer.subscription.created' as is_first
        from known as k
        where k.facts ->> 'object' = 'subscription'
    ),

    steps as (
        select t.id, t.created_at, t.is_now as state, 1 as leads
        from told as t
        where t.was is not null or t.is_first
        union all
        select t.id, t.created_at, t.was, -1
        from told as t
        where t.was is not null
    ),

    steps_of_second as (
        select s.id, s.created_at, s.state, sum(s.leads) as leads
        from steps as s
        group by s.id, s.created_at, s.state
    ),

    steps_of_all as (
        select s.id, s.state, sum(s.leads) as leads
        from steps as s
        group by s.id, s.state
    ),

    last_of_each as (
        select distinct on (t.id) t.*
        from told as t
        left join steps_of_second as s
            on s.id = t.id and s.created_at = t.created_at and s.state = t.is_now
        left join steps_of_all as a on a.id = t.id and a.state = t.is_now
        order by
            t.id,
            t.is_over desc,
            t.created_at desc,
            coalesce(s.leads, 0) desc,
            coalesce(a.leads, 0) desc,
            (t.facts ->> 'period_end')::bigint desc nulls last,
            array_position(
                '{incomplete,trialing,active,paused,past_due,unpaid}'::text[], t.status
            ) desc nulls last,
            t.facts desc
    ),

    bills as (
        select
            e.facts ->> 'id' as id,
            e.facts ->> 'subscription' as of_id,
            bool_or(e.facts ->> 'status' = 'paid') as is_paid,
            bool_or(e.facts ->> 'status' = 'void') as is_void,
            min(e.created_at) filter (where e.type = 'invoice.payment_failed') as failed_since,
            max(e.created_at) filter (where e.type = 'invoice.payment_failed') as failed_last,
            max(e.facts ->> 'invoice_url') as url
        from known as e
        where e.facts ->> 'object' = 'invoice'
        group by e.facts ->> 'id', e.facts ->> 'subscription'
    ),

    missing as (
        select
            b.of_id,
            min(b.failed_since) as since,
            max(b.failed_last) as last_time,
            max(b.url) as url
        from bills as b
        where not b.is_paid and not b.is_void and b.failed_since is not null
        group by b.of_id
    ),

    one as (
        select
            l.*,
            case
                when l.is_over then l.status
                when
                    l.status in ('past_due', 'unpaid', 'incomplete')
                    and exists (
                        select
                        from bills as b
                        where b.id = l.facts ->> 'latest_invoice' and b.is_paid
                    )
                    then 'active'
                when
                    l.status in ('active', 'trialing') and m.last_time >= l.created_at
                    then 'past_due'
                else l.status
            end as comes_to,
            m.since,
            m.url
        from last_of_each as l
        left join missing as m on m.of_id = l.id
    ),

    chosen as (
        select o.*
        from one as o
        order by
            o.is_over,
            o.comes_to = 'incomplete',
            (o.facts ->> 'created')::bigint desc nulls last,
            o.id desc
        limit 1
    )

    select row(
        c.id,
        c.comes_to,
        c.facts ->> 'price',
        c.facts ->> 'item',
        c.facts ->> 'customer',
        to_timestamp((c.facts ->> 'period_start')::bigint),
        to_timestamp((c.facts ->> 'period_end')::bigint),
        to_timestamp((c.facts ->> 'trial_end')::bigint),
        case when not c.is_over then coalesce(
            to_timestamp((c.facts ->> 'cancel_at')::bigint),
            case
                when (c.facts ->> 'cancel_at_period_end')::boolean
                    then to_timestamp((c.facts ->> 'period_end')::bigint)
            end
        ) end,
        case when c.is_over then coalesce(
            to_timestamp((c.facts ->> 'ended_at')::bigint), c.created_at
        ) end,
        case
            when
                c.comes_to in ('past_due', 'unpaid', 'paused')
                or c.comes_to = 'canceled'
                and (c.since is not null or c.facts ->> 'cancel_reason' = 'payment_failed')
                then coalesce(
                    c.since,
                    (
                        select min(t.created_at)
                        from told as t
                        where
                            t.id = c.id
                            and t.status in ('past_due', 'unpaid', 'paused')
                            and t.created_at > coalesce(
                                (
                                    select max(g.created_at)
                                    from told as g
                                    where g.id = c.id and g.status in ('active', 'trialing')
                                ),
                                '-infinity'
                            )
                    ),
                    c.created_at
                )
        end,
        case when c.comes_to in ('past_due', 'unpaid', 'canceled') then c.url end,
        array(
            select o.id
            from one as o
            where
                o.id <> c.id
                and o.comes_to in ('trialing', 'active', 'past_due', 'unpaid', 'paused')
                and c.comes_to in ('trialing', 'active', 'past_due', 'unpaid', 'paused')
            order by o.id
        )
    )::private.subscription_seen
    from chosen as c;
$$;

comment on function private.subscription_seen is
    'What the subscription of a business is by what Stripe has told of it.';

grant execute on function private.subscription_seen to holdfast_api;
