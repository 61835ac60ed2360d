-- Every start at which a service can be booked, on local dates from p_from to p_until, with each
-- of the leads asked for. This is the search: one statement, whatever the range.
--
-- A start is offered on the grid of its working span (which begins where the span begins, in
-- absolute time) if the visit fits the working time, and if visit and buffers keep clear of what
-- is taken. Around a taken span [s, e) the starts in (s - duration - buffer after, e + buffer
-- before) are gone; so a lead's starts are its working time, shortened by the duration, minus
-- those spans: one subtraction for each working span.
--
-- p_ignore names a booking that is about to move: the search is as if it were gone, for a visit as
-- long as it is.
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
            d.opens,
            d.closes,
            -- From the longest allocation that reaches into the first day to the last visit's end.
            -- Columns, since a plain one can bound an index under row security, and arithmetic
            -- (which is not leakproof) cannot.
            d.opens - o.buffer_before - interval '32 hours' as reads_from,
            d.closes + o.duration + o.buffer_after as reads_until
        from (
            select
                k.resource_id,
                k.location_id,
                k.time_zone,
                coalesce(m.ends_at - m.starts_at, k.duration) as duration,
                coalesce(make_interval(mins => m.buffer_before_minutes), k.buffer_before)
                    as buffer_before,
                coalesce(make_interval(mins => m.buffer_after_minutes), k.buffer_after)
                    as buffer_after,
                k.slot,
                k.capacity,
                k.seats,
                k.max_party_size,
                k.resource_max_per_day,
                k.service_max_per_day,
                k.extra_positions,
                k.person_id
            from private.offers(p_tenant_id, p_service_id) as k
            left join data.bookings as m
                on m.tenant_id = p_tenant_id and m.booking_id = p_ignore
        ) as o
        cross join lateral (
            select
                private.day_begins(p_from, o.time_zone) as opens,
                private.day_begins(p_until + 1, o.time_zone) as closes
        ) as d
        where
            o.resource_id = any(p_resource_ids)
            and p_party_size <= coalesce(o.max_party_size, p_party_size)
            and (o.capacity = 1 or p_party_size <= o.capacity)
    ),

    sessions as materialized (
        select s.resource_id, s.starts_at, s.places_left
        from private.begun_sessions(
            p_tenant_id, p_service_id, p_resource_ids, p_from, p_until, p_ignore
        ) as s
        where exists (select from leads as l where l.capacity > 1)
    ),

    -- Once for all leads, and not once for each.
    blocked as materialized (
        select b.resource_id, b.starts_at, b.ends_at
        from private.blocked_spans(
            p_tenant_id,
            p_resource_ids,
            (p_from - 2)::timestamp at time zone 'UTC',
            (p_until + 4)::timestamp at time zone 'UTC'
        ) as b
    ),

    -- The starts that each lead has lost: to what is taken, and to when they are not there.
    gone as materialized (
        select x.resource_id, range_agg(x.span) as spans
        from (
            select
                a.resource_id,
                tstzrange(
                    a.starts_at - l.duration - l.buffer_after, a.ends_at + l.buffer_before, '()'
                ) as span
            from leads as l
            join data.allocations as a on a.resource_id = l.resource_id
            where
                l.seats = 1
                and a.tenant_id = p_tenant_id
                and a.active
                and a.starts_at > l.reads_from
                and a.starts_at < l.reads_until
                and (a.hold_expires_at is null or a.hold_expires_at > now())
                and (p_ignore is null or a.booking_id <> p_ignore)

            union all

            -- Several seats are counted.
            select
                c.resource_id,
                tstzrange(
                    c.starts_at - l.duration - l.buffer_after, c.ends_at + l.buffer_before, '()'
                )
            from private.busy_spans(
                p_tenant_id,
                array(select k.resource_id from leads as k where k.seats > 1),
                (p_from - 3)::timestamp at time zone 'UTC',
                (p_until + 4)::timestamp at time zone 'UTC',
                p_ignore
            ) as c
            join leads as l on l.resource_id = c.resource_id
            where exists (select from leads as k where k.seats > 1)

            union all

            -- Busy spans have this already.
            select
                e.resource_id,
                tstzrange(
                    e.starts_at - l.duration - l.buffer_after, e.ends_at + l.buffer_before, '()'
                )
            from private.engaged_spans(
                p_tenant_id,
                array(
                    select k.resource_id from leads as k
                    where k.person_id is not null and k.seats = 1
                ),
                (p_from - 3)::timestamp at time zone 'UTC',
                (p_until + 4)::timestamp at time zone 'UTC',
                p_ignore
            ) as e
            join leads as l on l.resource_id = e.resource_id
            where exists (
                select from leads as k
                where k.person_id is not null and k.seats = 1
            )

            union all

            select b.resource_id, tstzrange(b.starts_at - l.duration, b.ends_at, '()')
            from blocked as b
            join leads as l on l.resource_id = b.resource_id

            union all

            -- What others have begun is joined and not begun again, on whatever seat.
            select s.resource_id, tstzrange(s.starts_at, s.starts_at, '[]')
            from sessions as s
        ) as x
        group by x.resource_id
    ),

    -- The first and the last start that each working span, and the request, allow. The moment that
    -- a span closes at, and the midnight after the last date, are not in it.
    allowed as (
        select
            l.resource_id,
            l.slot,
            w.anchor,
            greatest(w.opens_at, l.opens, p_earliest) as first,
            least(w.stretch_ends_at - l.duration, p_latest, l.closes, w.closes_at) as last,
            least(l.closes, w.closes_at) as before
        from private.working_stretches(p_tenant_id, p_resource_ids, p_from - 2, p_until + 2) as w
        join leads as l on l.resource_id = w.resource_id
    ),

    pieces as (
        select
            a.resource_id,
            a.slot,
            a.anchor,
            unnest(
                tstzmultirange(
                    tstzrange(a.first, a.last, case when a.last < a.before then '[]' else '[)' end)
                ) - coalesce(g.spans, '{}')
            ) as piece
        from allowed as a
        left join gone as g on g.resource_id = a.resource_id
        where a.first <= a.last
    ),

    -- The grid, from the first of its starts that lies in the piece.
    grid as (
        select
            p.resource_id,
            p.piece,
            generate_series(
                p.anchor + p.slot * ceil(
                    extract(epoch from lower(p.piece) - p.anchor) / extract(epoch from p.slot)
                )::double precision,
                upper(p.piece),
                p.slot
            ) as starts_at
        from pieces as p
    ),

    starts as (
        select g.resource_id, g.starts_at, null::integer as places_left
        from grid as g
        where g.starts_at <@ g.piece

        union all

        select s.resource_id, s.starts_at, s.places_left
        from sessions as s
        where s.places_left >= p_party_size and s.starts_at between p_earliest and p_latest
    ),

    extras as materialized (
        select e.*
        from private.extra_calendars(
            p_tenant_id, p_service_id, p_party_size, p_from, p_until, p_ignore
        ) as e
        where exists (select from leads as l where l.extra_positions > 0)
    )

    select
        t.resource_id,
        t.starts_at,
        t.starts_at + l.duration,
        case
            when l.capacity > 1 then coalesce(t.places_left, l.capacity)
            when l.seats > 1 then l.seats - private.seats_taken(
                p_tenant_id, t.resource_id, t.starts_at - l.buffer_before,
                t.starts_at + l.duration + l.buffer_after, p_ignore
            )
            else 1
        end
    from starts as t
    join leads as l on l.resource_id = t.resource_id
    where
        -- A session that is joined has its room already.
        (
            l.extra_positions = 0
            or t.places_left is not null
            or l.extra_positions = (
                select count(*)
                from (
                    select e.position
                    from extras as e
                    where
                        e.location_id = l.location_id
                        and e.open @> tstzrange(t.starts_at, t.starts_at + l.duration)
                        and not e.busy && tstzrange(
                            t.starts_at - l.buffer_before,
                            t.starts_at + l.duration + l.buffer_after
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
