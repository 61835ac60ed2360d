-- Sessions of a class that somebody has begun, where the lead still works then, with the places
-- that are left: perhaps none. A booking that is about to move (p_ignore) is in none of them, and
-- stays as long as it is.
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
            b.starts_at + coalesce(m.ends_at - m.starts_at, o.duration) as ends_at,
            o.capacity - sum(b.party_size)::integer as places_left
        from private.offers(p_tenant_id, p_service_id) as o
        join data.bookings as b
            on b.tenant_id = p_tenant_id and b.resource_id = o.resource_id
        left join data.bookings as m
            on m.tenant_id = p_tenant_id and m.booking_id = p_ignore
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
        group by o.resource_id, o.capacity, o.duration, b.starts_at, m.starts_at, m.ends_at
    )

    select s.resource_id, s.starts_at, s.places_left
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
