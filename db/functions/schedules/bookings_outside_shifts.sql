-- Which bookings of a resource stand outside its working time because of what it works on some
-- local dates. Asked before and after a shift changes, the difference is what the change does.
--
-- What starts on a date is over on the second day after it: 24 hours from late in the evening,
-- over the night in which the clock skips one.

create function private.bookings_outside_shifts(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_dates date[]
) returns uuid[]
    language sql stable parallel safe
begin atomic
    with frames as (
        select
            d.on_date,
            d.on_date::timestamp at time zone l.time_zone as opens,
            (d.on_date + 3)::timestamp at time zone l.time_zone as closes
        from data.resources as r
        join data.locations as l
            on l.tenant_id = p_tenant_id and l.location_id = r.location_id
        cross join unnest(p_dates) as d (on_date)
        where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id
    ),

    work as materialized (
        select f.on_date, w.opens_at, w.closes_at, w.stretch_ends_at
        from frames as f
        cross join lateral private.working_stretches(
            p_tenant_id, array[p_resource_id], f.on_date - 2, f.on_date + 3
        ) as w
    )

    select array(
        select b.booking_id
        from frames as f
        cross join lateral private.live_bookings(
            p_tenant_id, array[p_resource_id], f.opens, f.closes
        ) as b
        where not exists (
            select
            from work as w
            where
                w.on_date = f.on_date
                and w.opens_at <= b.starts_at
                and w.closes_at > b.starts_at
                and w.stretch_ends_at >= b.ends_at
        )
    );
end;

comment on function private.bookings_outside_shifts is
    'The live bookings of a resource, around some dates, that stand outside its working time.';

grant execute on function private.bookings_outside_shifts to holdfast_api;
