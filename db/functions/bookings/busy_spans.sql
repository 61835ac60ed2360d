-- When resources are taken: spans in which every seat has an active allocation whose hold, if it
-- is one, has not lapsed, and those in which a person is taken in another calendar. p_ignore leaves
-- one booking out, to search as if it were gone.
--
-- Several seats are counted, not looked at one by one: if at no moment all are taken, then there
-- is a seating that admits one more (interval graphs are perfect), and reserve finds it.

create function private.busy_spans(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from timestamptz,
    p_until timestamptz,
    p_ignore uuid default null
)
returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz)
    language sql stable parallel safe
begin atomic
    with taken as (
        -- Places of one session occupy one seat together, though not always for as long.
        select
            a.resource_id,
            r.seats,
            unnest(range_agg(tstzrange(a.starts_at, a.ends_at))) as span
        from data.allocations as a
        join data.resources as r
            on r.tenant_id = p_tenant_id and r.resource_id = a.resource_id
        where
            a.tenant_id = p_tenant_id
            and a.resource_id = any(p_resource_ids)
            and a.active
            and a.starts_at > p_from - interval '32 hours'
            and a.starts_at < p_until
            and a.ends_at > p_from
            and (a.hold_expires_at is null or a.hold_expires_at > now())
            and (p_ignore is null or a.booking_id <> p_ignore)
        group by a.resource_id, r.seats, a.seat
    ),

    edges as (
        select t.resource_id, t.seats, lower(t.span) as edge, 1 as step from taken as t
        union all
        select t.resource_id, t.seats, upper(t.span), -1 from taken as t
    ),

    levels as (
        select
            e.resource_id,
            e.seats,
            e.edge,
            sum(sum(e.step)) over (partition by e.resource_id order by e.edge) as level,
            lead(e.edge) over (partition by e.resource_id order by e.edge) as next_edge
        from edges as e
        group by e.resource_id, e.seats, e.edge
    )

    select l.resource_id, l.edge, l.next_edge
    from levels as l
    where l.level >= l.seats and l.next_edge is not null

    union all

    select e.resource_id, e.starts_at, e.ends_at
    from private.engaged_spans(p_tenant_id, p_resource_ids, p_from, p_until, p_ignore) as e;
end;

comment on function private.busy_spans is 'Spans in which no seat of a resource is free.';

grant execute on function private.busy_spans to holdfast_api;
