-- The calendars of everything that can take a further part in a service (position 2 and on): when
-- each is there (open) and when all its seats are taken (busy). Not inlined on purpose: whoever
-- does not need it does not even prepare to run it.

create function private.extra_calendars(
    p_tenant_id uuid,
    p_service_id uuid,
    p_party_size integer,
    p_from date,
    p_until date,
    p_ignore uuid default null
)
returns table (
    "position" integer,
    quantity integer,
    resource_id uuid,
    location_id uuid,
    seats integer,
    open tstzmultirange,
    busy tstzmultirange
)
    language sql stable
    set search_path = ''
as $$
    with extras as materialized (
        select q.position, q.quantity, r.resource_id, r.location_id, r.seats
        from data.requirements as q
        join data.candidates as c
            on
                c.tenant_id = p_tenant_id
                and c.service_id = q.service_id
                and c.position = q.position
        join data.resources as r
            on r.tenant_id = p_tenant_id and r.resource_id = c.resource_id
        where
            q.tenant_id = p_tenant_id
            and q.service_id = p_service_id
            and q.position > 1
            and r.archived_at is null
            and r.left_at is null
            and p_party_size <= coalesce(r.max_party_size, p_party_size)
    ),

    -- Local dates of any zone lie within these instants.
    frame as (
        select
            array(select e.resource_id from extras as e) as resource_ids,
            (p_from - 2)::timestamp at time zone 'UTC' as opens,
            (p_until + 3)::timestamp at time zone 'UTC' as closes
    )

    select
        e.position,
        e.quantity,
        e.resource_id,
        e.location_id,
        e.seats,
        coalesce(w.spans, '{}') - coalesce(b.spans, '{}'),
        coalesce(t.spans, '{}')
    from extras as e
    left join (
        select s.resource_id, range_agg(tstzrange(s.starts_at, s.ends_at)) as spans
        from frame as f
        cross join lateral private.working_spans(
            p_tenant_id, f.resource_ids, p_from - 2, p_until + 2
        ) as s
        group by s.resource_id
    ) as w on w.resource_id = e.resource_id
    left join (
        select s.resource_id, range_agg(tstzrange(s.starts_at, s.ends_at)) as spans
        from frame as f
        cross join lateral private.blocked_spans(
            p_tenant_id, f.resource_ids, f.opens, f.closes
        ) as s
        group by s.resource_id
    ) as b on b.resource_id = e.resource_id
    left join (
        select s.resource_id, range_agg(tstzrange(s.starts_at, s.ends_at)) as spans
        from frame as f
        cross join lateral private.busy_spans(
            p_tenant_id, f.resource_ids, f.opens, f.closes, p_ignore
        ) as s
        group by s.resource_id
    ) as t on t.resource_id = e.resource_id;
$$;

comment on function private.extra_calendars is
    'When what a service needs besides its lead is there, and when it is taken.';

grant execute on function private.extra_calendars to holdfast_api;
