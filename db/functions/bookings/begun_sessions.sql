-- Sessions of a class that somebody has begun, where the lead still works then, with the places
-- that are left: none if others have its seats before a visit is over. A booking that is about to
-- move (p_ignore) is in none of them, and stays as long as it is.
--
-- Not inlined on purpose (its search_path keeps it apart): a search for anything but a class does
-- not even prepare to run it.

create function private.begun_sessions(
    p_tenant_id uuid,
    p_service_id uuid,
    p_resource_ids uuid[],
    p_from date,
    p_until date,
    p_ignore uuid default null
)
returns table (resource_id uuid, starts_at timestamptz, places_left integer)
    language sql stable
    set search_path = ''
as $$
    with sessions as materialized (
        select
            o.resource_id,
            b.starts_at,
            b.starts_at + v.duration as ends_at,
            b.starts_at - v.buffer_before as occupied_from,
            b.starts_at + v.duration + v.buffer_after as occupied_until,
            o.capacity - sum(b.party_size)::integer as places_left,
            array_agg(b.booking_id) as booking_ids
        from private.offers(p_tenant_id, p_service_id) as o
        join data.bookings as b
            on b.tenant_id = p_tenant_id and b.resource_id = o.resource_id
        left join data.bookings as m
            on m.tenant_id = p_tenant_id and m.booking_id = p_ignore
        cross join lateral (
            select
                coalesce(m.ends_at - m.starts_at, o.duration) as duration,
                coalesce(make_interval(mins => m.buffer_before_minutes), o.buffer_before)
                    as buffer_before,
                coalesce(make_interval(mins => m.buffer_after_minutes), o.buffer_after)
                    as buffer_after
        ) as v
        where
            o.capacity > 1
            and o.resource_id = any(p_resource_ids)
            and b.service_id = p_service_id
            and b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and (b.hold_expires_at is null or b.hold_expires_at > now())
            and b.starts_at >= private.day_begins(p_from, o.time_zone)
            and b.starts_at < private.day_begins(p_until + 1, o.time_zone)
            and b.session_id = private.session_of(o, b.starts_at)
            and b.booking_id is distinct from p_ignore
        group by
            o.resource_id, o.capacity, b.starts_at,
            v.duration, v.buffer_before, v.buffer_after
    )

    select
        s.resource_id,
        s.starts_at,
        case
            when exists (
                select
                from private.session_rivals(
                    p_tenant_id, s.booking_ids, s.occupied_from, s.occupied_until, p_ignore
                )
            ) then 0
            else s.places_left
        end
    from sessions as s
    where
        exists (
            select
            from private.working_stretches(
                p_tenant_id, p_resource_ids, p_from - 2, p_until + 2
            ) as w
            where
                w.resource_id = s.resource_id
                and w.opens_at <= s.starts_at
                and w.closes_at > s.starts_at
                and w.stretch_ends_at >= s.ends_at
        )
        and not exists (
            select
            from private.blocked_spans(
                p_tenant_id,
                p_resource_ids,
                (p_from - 2)::timestamp at time zone 'UTC',
                (p_until + 4)::timestamp at time zone 'UTC'
            ) as b
            where
                b.resource_id = s.resource_id
                and b.starts_at < s.ends_at
                and b.ends_at > s.starts_at
        );
$$;

comment on function private.begun_sessions is
    'Sessions of a class that others have begun, and the places that are left.';

grant execute on function private.begun_sessions to holdfast_api;
