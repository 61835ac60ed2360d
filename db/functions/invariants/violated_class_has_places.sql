-- A class may be made smaller: who is in it stays. So it counts only if somebody was let in since
-- the service was last changed.

create function private.violated_class_has_places()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    with overfull as (
        select
            b.tenant_id,
            b.service_id,
            b.session_id,
            s.capacity,
            sum(b.party_size) as people,
            array_agg(b.booking_id) as booking_ids
        from data.bookings as b
        join data.services as s
            on s.tenant_id = b.tenant_id and s.service_id = b.service_id
        where
            b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and b.session_id <> b.booking_id
        group by b.tenant_id, b.service_id, b.session_id, s.capacity
        having sum(b.party_size) > s.capacity
    )

    select
        o.tenant_id,
        i.booking_id,
        format('session %s: %s people, %s places', o.session_id, o.people, o.capacity)
    from overfull as o
    cross join lateral unnest(o.booking_ids) as i (booking_id)
    where not exists (
        select
        from data.events as changed
        where
            changed.tenant_id = o.tenant_id
            and changed.subject_id = o.service_id
            and changed.type = 'service.updated'
            and changed.event_id > all(
                select placed.event_id
                from data.events as placed
                where
                    placed.tenant_id = o.tenant_id
                    and placed.subject_id = any(o.booking_ids)
                    and (placed.subject_version = 1 or placed.type = 'booking.rescheduled')
            )
    );
$$;

comment on function private.violated_class_has_places is
    'A class has no more people than places, unless it was made smaller.';

grant execute on function private.violated_class_has_places to holdfast_reader;
