-- When resources work, as dated instants: one row for each weekly hours, shift or open day that
-- starts on a local date from p_from to p_until (both included).
--
-- What starts on a date is over on the second day after it at the latest: 24 hours from late in the
-- evening, over a night in which the clock skips one. So whoever asks about a date looks at the two
-- before it and, for the end of a visit, at the two after it.
--
-- Local times become instants here and nowhere else. A time that the clock skips (spring) moves
-- forward by the gap; one that it shows twice (autumn) is the second: PostgreSQL's rule, see
-- "Date/Time Types" 8.5.3 of its manual. A date with shifts ignores the weekly hours. Hours that
-- a clock change leaves without any length are no hours. Who has no weekly hours at all works when
-- their location is open.

create function private.working_spans(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from date,
    p_until date
)
returns table (resource_id uuid, starts_at timestamptz, ends_at timestamptz)
    language sql stable parallel safe
begin atomic
    with clocks as (
        select r.resource_id, r.location_id, r.always_open, l.time_zone::text as time_zone
        from data.resources as r
        join data.locations as l
            on l.tenant_id = p_tenant_id and l.location_id = r.location_id
        where r.tenant_id = p_tenant_id and r.resource_id = any(p_resource_ids)
    ),

    dates as (
        select
            p_from + n as on_date,
            extract(isodow from p_from + n)::integer as weekday
        from generate_series(0, p_until - p_from) as n
    ),

    patterns as (
        select
            c.resource_id, c.time_zone,
            h.weekday, h.opens_at, h.closes_at, h.valid_from, h.valid_until
        from clocks as c
        join data.hours as h
            on h.tenant_id = p_tenant_id and h.resource_id = c.resource_id
        where not c.always_open and h.resource_id = any(p_resource_ids)

        union all

        select
            c.resource_id, c.time_zone,
            h.weekday, h.opens_at, h.closes_at, h.valid_from, h.valid_until
        from clocks as c
        join data.location_hours as h
            on h.tenant_id = p_tenant_id and h.location_id = c.location_id
        where
            not c.always_open
            and not exists (
                select
                from data.hours as k
                where k.tenant_id = p_tenant_id and k.resource_id = c.resource_id
            )
    ),

    weekly as (
        select
            h.resource_id,
            (d.on_date + h.opens_at) at time zone h.time_zone as starts_at,
            (
                d.on_date + h.closes_at
                + case when h.closes_at <= h.opens_at then interval '1 day' else interval '0' end
            ) at time zone h.time_zone as ends_at
        from patterns as h
        join dates as d on d.weekday = h.weekday
        where
            (h.valid_from is null or h.valid_from <= d.on_date)
            and (h.valid_until is null or h.valid_until >= d.on_date)
            and not exists (
                select
                from data.shifts as s
                where
                    s.tenant_id = p_tenant_id
                    and s.resource_id = h.resource_id
                    and s.on_date = d.on_date
            )
    )

    select w.resource_id, w.starts_at, w.ends_at
    from weekly as w
    where w.starts_at < w.ends_at

    union all

    select s.resource_id, s.starts_at, s.ends_at
    from data.shifts as s
    join clocks as c on c.resource_id = s.resource_id
    where
        s.tenant_id = p_tenant_id
        and s.resource_id = any(p_resource_ids)
        and s.on_date between p_from and p_until
        and not c.always_open

    union all

    select
        c.resource_id,
        d.on_date::timestamp at time zone c.time_zone,
        (d.on_date + 1)::timestamp at time zone c.time_zone
    from clocks as c
    cross join dates as d
    where c.always_open;
end;

comment on function private.working_spans is
    'Working time of resources as instants, by the local date it starts on.';

grant execute on function private.working_spans to holdfast_api;
