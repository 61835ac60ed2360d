-- Bookings that were there before may be kept (keep_bookings); a lapsed hold is as good as gone.
-- The start is bounded by the longest visit, so that an index finds what little can meet.

create function private.violated_absence_is_kept()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with absences as (
        select
            o.tenant_id, o.time_off_id as absence_id, r.resource_id, r.location_id,
            o.starts_at, o.ends_at
        from data.time_off as o
        join data.resources as r on r.tenant_id = o.tenant_id and r.resource_id = o.resource_id

        union all

        select
            c.tenant_id, c.closure_id, r.resource_id, c.location_id,
            c.starts_at, c.ends_at
        from data.closures as c
        join data.resources as r on r.tenant_id = c.tenant_id and r.location_id = c.location_id
    ),

    met as (
        select distinct b.tenant_id, b.booking_id, o.absence_id
        from absences as o
        join data.allocations as a
            on
                a.tenant_id = o.tenant_id
                and a.resource_id = o.resource_id
                and a.starts_at > o.starts_at - interval '32 hours'
                and a.starts_at < o.ends_at
        join data.bookings as b
            on b.tenant_id = a.tenant_id and b.booking_id = a.booking_id
        where
            a.active
            and b.location_id = o.location_id
            and b.starts_at < o.ends_at
            and b.ends_at > o.starts_at
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
