-- Every start at which a service can be booked, on local dates from p_from to p_until, with each
-- of the leads asked for. This is the search: one statement, whatever the range.
--
-- A start is offered on the grid of its working span (which begins where the span begins, in
-- absolute time) if the visit fits the working time, and if visit and buffers keep clear of what
-- is taken. Around a taken span [s, e) the starts in (s - duration - buffer after, e + buffer
-- before) are gone; so a lead's starts are its working time, shortened by the duration, minus
-- those spans: one subtraction for each working span.
--
-- A class that already has a session can be joined while it has places. Other parts of the
-- service (a room, a machine) are looked for at each start that is left.

create function private.bookable_starts(
    p_tenant_id uuid,
    p_service_id uuid,
    p_resource_ids uuid[],
    p_from date,
    p_until date,
    p_party_size integer,
    p_earliest timestamptz,
    p_latest timestamptz,
    p_ignore uuid default null
)
returns table (
    resource_id uuid,
    starts_at timestamptz,
    ends_at timestamptz,
    seats_left integer
)
    language sql stable
    set search_path = ''
as $$
    with leads as materialized (
        select
            o.*,
            -- A party takes places in a class, and a seat elsewhere.
            case when o.capacity > 1 then p_party_size else 1 end as places,
            (p_from::timestamp at time zone o.time_zone) as opens,
            ((p_until + 1)::timestamp at time zone o.time_zone) as closes
        from private.offers(p_tenant_id, p_service_id) as o
        where
            o.resource_id = any(p_resource_ids)
            and p_party_size <= coalesce(o.max_party_size, p_party_size)
            and (o.capacity = 1 or p_party_size <= o.capacity)
    ),

    spans as materialized (
        select w.*
        from private.working_stretches(
            p_tenant_id,
            p_resource_ids,
            p_from - 1,
            p_until + 1
        ) as w
    ),

    blocked as materialized (
        select b.resource_id, b.starts_at, b.ends_at
        from private.blocked_spans(
            p_tenant_id,
            p_resource_ids,
            (select min(l.opens) - interval '32 hours' from leads as l),
            (select max(l.closes) + interval '32 hours' from leads as l)
        ) as b
    ),

    -- Leads with several seats are counted; those with one are read straight from the index below.
    crowded as materialized (
        select b.resource_id, b.starts_at, b.ends_at
        from private.busy_spans(
            p_tenant_id,
            array(select l.resource_id from leads as l where l.seats > 1),
            (select min(l.opens) - interval '32 hours' from leads as l),
            (select max(l.closes) + interval '32 hours' from leads as l),
            p_ignore
        ) as b
        where exists (select from leads as l where l.seats > 1)
    ),

    fresh as (
        select
            l.resource_id,
            t.starts_at,
            t.starts_at + l.duration as ends_at,
            case when l.capacity > 1 then l.capacity else 1 end as seats_left,
            null::uuid as session_id
        from leads as l
        join spans as s on s.resource_id = l.resource_id
        cross join lateral (
            -- The first and the last start that working time and the request allow. The moment
            -- that a span closes at, and the midnight after the last date, are not in it.
            select
                greatest(s.opens_at, l.opens, p_earliest) as first,
                least(s.stretch_ends_at - l.duration, p_latest, l.closes, s.closes_at) as last,
                least(l.closes, s.closes_at) as before
        ) as b
        cross join lateral unnest(
            case
                when b.first <= b.last then tstzmultirange(
                    tstzrange(b.first, b.last, case when b.last < b.before then '[]' else '[)' end)
                )
                else '{}'
            end
            - coalesce(
                (
                    select range_agg(x.gone)
                    from (
                        select tstzrange(
                            a.starts_at - l.duration - l.buffer_after,
                            a.ends_at + l.buffer_before,
                            '()'
                        ) as gone
                        from data.allocations as a
                        where
                            l.seats = 1
                            and a.tenant_id = p_tenant_id
                            and a.resource_id = l.resource_id
                            and a.active
                            and a.starts_at > s.opens_at - interval '36 hours'
                            and a.starts_at < s.closes_at + l.duration + l.buffer_after
                            and a.ends_at > s.opens_at - l.buffer_before
                            and (a.hold_expires_at is null or a.hold_expires_at > now())
                            and (p_ignore is null or a.booking_id <> p_ignore)
                        union all
                        select tstzrange(
                            c.starts_at - l.duration - l.buffer_after,
                            c.ends_at + l.buffer_before,
                            '()'
                        )
                        from crowded as c
                        where
                            c.resource_id = l.resource_id
                            and c.starts_at < s.closes_at + l.duration + l.buffer_after
                            and c.ends_at > s.opens_at - l.buffer_before
                        union all
                        select tstzrange(b.starts_at - l.duration, b.ends_at, '()')
                        from blocked as b
                        where
                            b.resource_id = l.resource_id
                            and b.starts_at < s.closes_at + l.duration
                            and b.ends_at > s.opens_at
                    ) as x
                ),
                '{}'::tstzmultirange
            )
        ) as piece (open)
        cross join lateral generate_series(
            s.anchor + l.slot * ceil(
                extract(epoch from lower(piece.open) - s.anchor)
                / extract(epoch from l.slot)
            )::double precision,
            upper(piece.open),
            l.slot
        ) as t (starts_at)
        where t.starts_at <@ piece.open
    ),

    -- Sessions of a class that others have begun.
    joinable as (
        select
            l.resource_id,
            g.starts_at,
            g.starts_at + l.duration as ends_at,
            l.capacity - g.taken as seats_left,
            g.session_id
        from leads as l
        join (
            select b.resource_id, b.starts_at, b.session_id, sum(b.party_size)::integer as taken
            from data.bookings as b
            where
                b.tenant_id = p_tenant_id
                and b.service_id = p_service_id
                and b.resource_id = any(p_resource_ids)
                and b.status in ('held', 'pending', 'confirmed', 'checked_in')
                and (b.hold_expires_at is null or b.hold_expires_at > now())
                and b.starts_at >= (select min(k.opens) from leads as k)
                and b.starts_at < (select max(k.closes) from leads as k)
                and (p_ignore is null or b.booking_id <> p_ignore)
            group by b.resource_id, b.starts_at, b.session_id
        ) as g on g.resource_id = l.resource_id
        where
            l.capacity > 1
            and g.starts_at >= greatest(l.opens, p_earliest)
            and g.starts_at < l.closes
            and g.starts_at <= p_latest
            and g.taken + l.places <= l.capacity
            and exists (
                select
                from spans as s
                where
                    s.resource_id = l.resource_id
                    and s.opens_at <= g.starts_at
                    and s.closes_at > g.starts_at
                    and s.stretch_ends_at >= g.starts_at + l.duration
            )
            and not exists (
                select
                from blocked as b
                where
                    b.resource_id = l.resource_id
                    and b.starts_at < g.starts_at + l.duration
                    and b.ends_at > g.starts_at
            )
    ),

    extras as materialized (
        select e.*
        from private.extra_calendars(
            p_tenant_id,
            p_service_id,
            p_party_size,
            p_from,
            p_until,
            p_ignore
        ) as e
        where exists (select from leads as l where l.extra_positions > 0)
    ),

    starts as (
        select f.* from fresh as f
        union all
        select j.* from joinable as j
    )

    select
        t.resource_id,
        t.starts_at,
        t.ends_at,
        case
            when l.capacity = 1 and l.seats > 1
                then l.seats - private.seats_taken(
                    p_tenant_id, t.resource_id, t.starts_at - l.buffer_before,
                    t.ends_at + l.buffer_after, p_ignore
                )
            else t.seats_left
        end
    from starts as t
    join leads as l on l.resource_id = t.resource_id
    where
        -- A session that is joined has its room already.
        (
            l.extra_positions = 0
            or t.session_id is not null
            or l.extra_positions = (
                select count(*)
                from (
                    select e.position
                    from extras as e
                    where
                        e.location_id = l.location_id
                        and e.open @> tstzrange(t.starts_at, t.ends_at)
                        and not e.busy && tstzrange(
                            t.starts_at - l.buffer_before, t.ends_at + l.buffer_after
                        )
                    group by e.position, e.quantity
                    having count(*) >= e.quantity
                ) as met
            )
        )
        and (
            coalesce(l.resource_max_per_day, l.service_max_per_day) is null
            or not private.is_over_limit(
                p_tenant_id, p_service_id, t.resource_id, l.time_zone, t.starts_at,
                l.resource_max_per_day, l.service_max_per_day, p_ignore
            )
        );
$$;

comment on function private.bookable_starts is
    'The starts at which a service can be booked, for each lead.';

grant execute on function private.bookable_starts to holdfast_api;
