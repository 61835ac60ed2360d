-- Bookings that will take place, as far as anybody knows, and that occupy one of these resources
-- in a span. It is the visit itself that counts: buffers may well lie outside working time.

create function private.live_bookings(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from timestamptz,
    p_until timestamptz
)
returns table (booking_id uuid, starts_at timestamptz, ends_at timestamptz)
    language sql stable parallel safe
begin atomic
    select b.booking_id, b.starts_at, b.ends_at
    from data.bookings as b
    where
        b.tenant_id = p_tenant_id
        and b.starts_at < p_until
        and b.ends_at > greatest(p_from, now())
        and b.booking_id in (
            select a.booking_id
            from data.allocations as a
            where
                a.tenant_id = p_tenant_id
                and a.resource_id = any(p_resource_ids)
                and a.active
                and a.starts_at > greatest(p_from, now()) - interval '32 hours'
                and a.starts_at < p_until
                and a.ends_at > greatest(p_from, now())
                and (a.hold_expires_at is null or a.hold_expires_at > now())
        );
end;

comment on function private.live_bookings is
    'Active bookings that are not over, of these resources, that touch a span.';

grant execute on function private.live_bookings to holdfast_api;
