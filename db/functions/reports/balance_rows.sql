-- What accounts of some kind had as a period began, what came to them, what went, and what they had
-- at its end: by what it was for; or by day, and then each begins with what the one before left.
--
-- p_sign is -1 for what is owed by the business, so that it grows by what is positive here.

create function private.balance_rows(
    p_tenant_id uuid,
    p_kind text,
    p_sign integer,
    p_from date,
    p_to date,
    p_by text
)
returns table (
    key text,
    is_total boolean,
    opening bigint,
    added bigint,
    taken_off bigint,
    closing bigint
)
    language sql stable
    set search_path = ''
as $$
    with now_there as (
        select
            case when p_by <> 'day' then private.group_key(
                p_by, null, p.service_id, p.resource_id, p.location_id, p.customer_id
            ) end as key,
            p.amount_minor
        from data.ledger_accounts as a
        join data.postings as p on p.tenant_id = p_tenant_id and p.account_id = a.account_id
        where a.tenant_id = p_tenant_id and a.kind = p_kind
    ),

    since as materialized (
        select
            m.on_date,
            private.group_key(
                p_by, m.on_date, m.service_id, m.resource_id, m.location_id, m.customer_id
            ) as key,
            m.amount_minor
        from private.movements(p_tenant_id, array[p_kind], p_from, 'infinity') as m
    ),

    -- What was there is what is there now less what has moved since: no need to look up when all
    -- the rest did.
    before as (
        select k.key, sum(k.amount) * p_sign as amount
        from (
            select n.key, sum(n.amount_minor) as amount
            from now_there as n
            group by n.key
            union all
            select case when p_by <> 'day' then s.key end, -sum(s.amount_minor)
            from since as s
            group by 1
        ) as k
        group by k.key
    ),

    during as (
        select
            m.key,
            coalesce(sum(m.amount_minor * p_sign) filter (where m.amount_minor * p_sign > 0), 0)
                as added,
            coalesce(-sum(m.amount_minor * p_sign) filter (where m.amount_minor * p_sign < 0), 0)
                as taken_off
        from since as m
        where m.on_date <= p_to
        group by m.key
    ),

    by_key as (
        select
            k.key,
            coalesce(sum(k.opening), 0) as opening,
            sum(k.added) as added,
            sum(k.taken_off) as taken_off
        from (
            select b.key, b.amount as opening, 0 as added, 0 as taken_off
            from before as b
            where p_by <> 'day'
            union all
            select d.key, 0, d.added, d.taken_off
            from during as d
        ) as k
        group by k.key
    ),

    in_order as (
        select
            k.key,
            k.opening + case when p_by = 'day' then
                coalesce((select sum(b.amount) from before as b), 0)
                + coalesce(sum(k.added - k.taken_off) over (
                    order by k.key rows between unbounded preceding and 1 preceding
                ), 0)
            else 0 end as opening,
            k.added,
            k.taken_off
        from by_key as k
    )

    select
        o.key, false, o.opening::bigint, o.added::bigint, o.taken_off::bigint,
        (o.opening + o.added - o.taken_off)::bigint
    from in_order as o
    where (o.opening, o.added, o.taken_off) <> (0, 0, 0)

    union all

    select
        null, true, b.amount::bigint, d.added::bigint, d.taken_off::bigint,
        (b.amount + d.added - d.taken_off)::bigint
    from (select coalesce(sum(k.amount), 0) as amount from before as k) as b
    cross join (
        select coalesce(sum(k.added), 0) as added, coalesce(sum(k.taken_off), 0) as taken_off
        from during as k
    ) as d;
$$;

comment on function private.balance_rows is
    'What accounts of some kind had, and what came and went, from one day to another.';

grant execute on function private.balance_rows to holdfast_api;
