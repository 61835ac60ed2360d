-- Whether a lead, or a service, has all the bookings that one local day may have.

create function private.is_over_limit(
    p_tenant_id uuid,
    p_service_id uuid,
    p_resource_id uuid,
    p_time_zone text,
    p_starts_at timestamptz,
    p_resource_max integer,
    p_service_max integer,
    p_ignore uuid default null
) returns boolean
    language sql stable parallel safe
    set search_path = ''
as $$
    with today as (
        select
            private.day_begins(d.on_date, p_time_zone) as opens,
            private.day_begins(d.on_date + 1, p_time_zone) as closes
        from (select (p_starts_at at time zone p_time_zone)::date as on_date) as d
    )

    select
        coalesce(count(*) filter (where b.resource_id = p_resource_id) >= p_resource_max, false)
        or coalesce(count(*) filter (where b.service_id = p_service_id) >= p_service_max, false)
    from today as d
    join data.bookings as b
        on b.tenant_id = p_tenant_id and b.starts_at >= d.opens and b.starts_at < d.closes
    where
        (b.resource_id = p_resource_id or b.service_id = p_service_id)
        and b.status in ('held', 'pending', 'confirmed', 'checked_in', 'completed', 'no_show')
        and (b.hold_expires_at is null or b.hold_expires_at > now())
        and b.booking_id is distinct from p_ignore;
$$;

comment on function private.is_over_limit is
    'Whether a day is full by the limits of its lead or its service.';

grant execute on function private.is_over_limit to holdfast_api;
