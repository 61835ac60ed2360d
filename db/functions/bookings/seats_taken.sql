-- The most seats of a resource that are taken at any one moment of a span. Places of one session
-- occupy one seat together.

create function private.seats_taken(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_starts_at timestamptz,
    p_ends_at timestamptz,
    p_ignore uuid default null
) returns integer
    language sql stable parallel safe
    set search_path = ''
as $$
    with taken as (
        select
            a.seat,
            greatest(a.starts_at, p_starts_at) as starts_at,
            least(a.ends_at, p_ends_at) as ends_at
        from data.allocations as a
        where
            a.tenant_id = p_tenant_id
            and a.resource_id = p_resource_id
            and a.active
            and a.starts_at > p_starts_at - interval '32 hours'
            and a.starts_at < p_ends_at
            and a.ends_at > p_starts_at
            and (a.hold_expires_at is null or a.hold_expires_at > now())
            and (p_ignore is null or a.booking_id <> p_ignore)
    )

    -- The peak is reached where one of them starts.
    select coalesce(max((
        select count(distinct o.seat)
        from taken as o
        where o.starts_at <= t.starts_at and o.ends_at > t.starts_at
    )), 0)::integer
    from taken as t;
$$;

comment on function private.seats_taken is 'Seats of a resource taken at once, at the most.';

grant execute on function private.seats_taken to holdfast_api;
