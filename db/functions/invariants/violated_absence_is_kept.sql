-- Bookings that were there before may be kept (keep_bookings); a lapsed hold is as good as gone.
-- The start is bounded by the longest visit, so that an index finds what little can meet.

create function private.violated_absence_is_kept()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with met as (
        select b.tenant_id, b.booking_id, o.time_off_id as absence_id
        from data.bookings as b
        join data.allocations as a
            on a.tenant_id = b.tenant_id and a.booking_id = b.booking_id and a.active
        join data.time_off as o
            on o.tenant_id = a.tenant_id and o.resource_id = a.resource_id
        where
            a.starts_at > o.starts_at - interval '32 hours'
            and a.starts_at < o.ends_at
            and o.starts_at < b.ends_at
            and o.ends_at > b.starts_at
            and (b.hold_expires_at is null or b.hold_expires_at > now())

        union

        select b.tenant_id, b.booking_id, c.closure_id
        from data.bookings as b
        join data.closures as c
            on c.tenant_id = b.tenant_id and c.location_id = b.location_id
        where
            b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and b.starts_at > c.starts_at - interval '24 hours'
            and b.starts_at < c.ends_at
            and b.ends_at > c.starts_at
            and (b.hold_expires_at is null or b.hold_expires_at > now())
    )

    select m.tenant_id, m.booking_id, format('time off or closure %s', m.absence_id)
    from met as m
    where not exists (
        select
        from data.events as said
        where
            said.tenant_id = m.tenant_id
            and said.subject_id = m.absence_id
            and said.event_id > all(
                select placed.event_id
                from data.events as placed
                where
                    placed.tenant_id = m.tenant_id
                    and placed.subject_id = m.booking_id
                    and (placed.subject_version = 1 or placed.type = 'booking.rescheduled')
            )
    );
$$;

comment on function private.violated_absence_is_kept is
    'Nobody is booked into time off, or into a closure, that was known then.';

grant execute on function private.violated_absence_is_kept to holdfast_reader;
