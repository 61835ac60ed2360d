-- With a seat taken by one visit at a time, this is also that a resource never has more visits at
-- once than seats. A resource may lose seats that only the past has sat in.

create function private.violated_seat_exists()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        a.tenant_id,
        a.booking_id,
        format('resource %s has %s seats, this is number %s', a.resource_id, r.seats, a.seat)
    from data.allocations as a
    join data.resources as r
        on r.tenant_id = a.tenant_id and r.resource_id = a.resource_id
    where
        a.active
        and a.ends_at > now()
        and (a.hold_expires_at is null or a.hold_expires_at > now())
        and a.seat not between 1 and r.seats;
$$;

comment on function private.violated_seat_exists is
    'A visit to come sits in a seat that its resource has.';

grant execute on function private.violated_seat_exists to holdfast_reader;
