-- How many minutes those who lead visits worked, and were booked, on each local day: hours that
-- begin on it, less closures and time off. With p_of_visits what was booked is apart by service and
-- customer, and hours are none of theirs.

create function private.utilisation(
    p_tenant_id uuid,
    p_from date,
    p_to date,
    p_of_visits boolean
)
returns table (
    resource_id uuid,
    location_id uuid,
    on_date date,
    service_id uuid,
    customer_id uuid,
    opened bigint,
    booked bigint
)
    language sql stable
    set search_path = ''
as $$
    with leads as materialized (
        select r.resource_id, r.location_id, l.time_zone::text as time_zone
        from data.resources as r
        join data.locations as l
            on l.tenant_id = p_tenant_id and l.location_id = r.location_id
        where r.tenant_id = p_tenant_id and not r.always_open and r.archived_at is null
    ),

    blocked as materialized (
        select s.resource_id, range_agg(tstzrange(s.starts_at, s.ends_at)) as spans
        from private.blocked_spans(
            p_tenant_id,
            array(select l.resource_id from leads as l),
            p_from::timestamptz - interval '15 hours',
            p_to::timestamptz + interval '63 hours'
        ) as s
        group by s.resource_id
    ),

    working as (
        select
            l.resource_id,
            l.location_id,
            (w.starts_at at time zone l.time_zone)::date as on_date,
            range_agg(tstzrange(w.starts_at, w.ends_at)) as spans
        from private.working_spans(
            p_tenant_id, array(select k.resource_id from leads as k), p_from, p_to
        ) as w
        join leads as l on l.resource_id = w.resource_id
        group by 1, 2, 3
    ),

    visits as (
        select
            b.resource_id,
            b.location_id,
            (b.starts_at at time zone b.time_zone::text)::date as on_date,
            case when p_of_visits then b.service_id end as service_id,
            case when p_of_visits then b.customer_id end as customer_id,
            range_agg(tstzrange(b.starts_at, b.ends_at)) as spans
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.starts_at >= p_from::timestamptz - interval '15 hours'
            and b.starts_at < p_to::timestamptz + interval '39 hours'
            and (b.starts_at at time zone b.time_zone::text)::date between p_from and p_to
            and b.status in ('confirmed', 'checked_in', 'completed', 'no_show')
        group by 1, 2, 3, 4, 5
    )

    select
        w.resource_id, w.location_id, w.on_date, null, null,
        private.minutes_of(w.spans - coalesce(b.spans, '{}')), 0
    from working as w
    left join blocked as b on b.resource_id = w.resource_id
    where not p_of_visits

    union all

    select
        v.resource_id, v.location_id, v.on_date, v.service_id, v.customer_id,
        0, private.minutes_of(v.spans)
    from visits as v;
$$;

comment on function private.utilisation is
    'How many minutes those who lead visits worked, and were booked, each day.';

grant execute on function private.utilisation to holdfast_api;
