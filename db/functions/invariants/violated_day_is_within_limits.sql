-- Who works there may go past a limit, and a limit may come later than bookings. So what counts is
-- a booking that a customer made or moved when the day was full already, by the limits of today.

create function private.violated_day_is_within_limits()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with limited as materialized (
        select
            b.tenant_id,
            b.booking_id,
            b.service_id,
            b.resource_id,
            b.starts_at,
            l.time_zone::text as time_zone,
            r.max_per_day as resource_most,
            s.max_per_day as service_most,
            p.event_id,
            p.actor_id
        from data.bookings as b
        join data.resources as r
            on r.tenant_id = b.tenant_id and r.resource_id = b.resource_id
        join data.services as s
            on s.tenant_id = b.tenant_id and s.service_id = b.service_id
        join data.locations as l
            on l.tenant_id = b.tenant_id and l.location_id = b.location_id
        cross join lateral (
            select e.event_id, e.actor_id
            from data.events as e
            where
                e.tenant_id = b.tenant_id
                and e.subject_id = b.booking_id
                and (e.subject_version = 1 or e.type = 'booking.rescheduled')
            order by e.event_id desc
            limit 1
        ) as p
        where
            b.status in ('held', 'pending', 'confirmed', 'checked_in', 'completed', 'no_show')
            and (b.hold_expires_at is null or b.hold_expires_at > now())
            and coalesce(r.max_per_day, s.max_per_day) is not null
    ),

    full_days as (
        select b.tenant_id, b.booking_id, b.resource_id, b.service_id, b.event_id
        from limited as b
        join limited as o
            on
                o.tenant_id = b.tenant_id
                and (o.resource_id = b.resource_id or o.service_id = b.service_id)
                and o.event_id < b.event_id
                and (o.starts_at at time zone b.time_zone)::date
                = (b.starts_at at time zone b.time_zone)::date
        where b.actor_id is null
        group by
            b.tenant_id, b.booking_id, b.resource_id, b.service_id, b.event_id,
            b.resource_most, b.service_most
        having
            count(*) filter (where o.resource_id = b.resource_id) >= b.resource_most
            or count(*) filter (where o.service_id = b.service_id) >= b.service_most
    )

    select
        f.tenant_id,
        f.booking_id,
        format('resource %s, service %s', f.resource_id, f.service_id)
    from full_days as f
    where not exists (
        select
        from data.events as changed
        where
            changed.tenant_id = f.tenant_id
            and changed.event_id > f.event_id
            and (
                changed.subject_id in (f.resource_id, f.service_id)
                or changed.type = 'location.updated'
            )
    );
$$;

comment on function private.violated_day_is_within_limits is
    'No customer booked on a day that had all the bookings that it may have.';

grant execute on function private.violated_day_is_within_limits to holdfast_reader;
