-- What must hold of bookings and what they occupy, whatever happened: one row for each way in which
-- it does not. Asked by a superuser, of one tenant, without a glance at the functions that see to it.

with bookings as materialized (
    select * from data.bookings where tenant_id = %(tenant_id)s
),

occupied as materialized (
    select * from data.allocations where tenant_id = %(tenant_id)s
),

active as materialized (
    select * from occupied where active
),

living as materialized (
    select b.*, s.capacity
    from bookings as b
    join data.services as s using (tenant_id, service_id)
    where b.status in ('held', 'pending', 'confirmed', 'checked_in')
),

told as materialized (
    select subject_id, array_agg(subject_version order by subject_version) as versions
    from data.events
    where tenant_id = %(tenant_id)s and starts_with(type, 'booking.')
    group by subject_id
)

select 'a seat is taken twice' as rule, concat_ws(' ', a.booking_id, b.booking_id) as where_it_fails
from active as a
join active as b using (tenant_id, resource_id, seat)
where a.booking_id < b.booking_id and a.session_id <> b.session_id and a.during && b.during

union all

select 'a place is taken twice', concat_ws(' ', a.booking_id, b.booking_id)
from active as a
join active as b using (tenant_id, resource_id, session_id, place)
where a.booking_id < b.booking_id

union all

select 'two bookings have one start', concat_ws(' ', a.booking_id, b.booking_id)
from living as a
join living as b using (tenant_id, resource_id, starts_at, seat, place)
where a.booking_id < b.booking_id

union all

-- The peak is reached where one of them starts.
select 'more sessions than seats', concat_ws(' ', r.name, a.starts_at)
from active as a
join data.resources as r using (tenant_id, resource_id)
join active as b using (tenant_id, resource_id)
where b.during @> a.starts_at
group by r.tenant_id, r.resource_id, r.name, r.seats, a.starts_at, a.seat
having count(distinct b.session_id) > r.seats or a.seat > r.seats

union all

select 'more people than places', concat_ws(' ', b.session_id, sum(b.party_size))
from living as b
where b.capacity > 1
group by b.tenant_id, b.resource_id, b.session_id, b.capacity
having sum(b.party_size) > b.capacity

union all

-- Each part of the service is there, for the whole visit and its buffers, and nothing else is.
select 'a booking occupies other than it should', b.booking_id::text
from living as b
left join lateral (
    select jsonb_object_agg(p.position, p.taken order by p.position) as parts
    from (
        select c.position, count(*) as taken
        from active as a
        join data.candidates as c
            on
                c.tenant_id = a.tenant_id
                and c.service_id = b.service_id
                and c.resource_id = a.resource_id
        where
            a.booking_id = b.booking_id
            and a.starts_at = b.starts_at - make_interval(mins => b.buffer_before_minutes)
            and a.ends_at = b.ends_at + make_interval(mins => b.buffer_after_minutes)
            and a.session_id = b.session_id
            and a.hold_expires_at is not distinct from b.hold_expires_at
            and (a.resource_id <> b.resource_id or a.seat = b.seat and a.place >= b.place)
        group by c.position
    ) as p
) as is_so on true
left join lateral (
    select
        jsonb_object_agg(
            q.position,
            case when q.position = 1 and b.capacity > 1 then b.party_size else q.quantity end
        ) as parts,
        sum(
            case when q.position = 1 and b.capacity > 1 then b.party_size else q.quantity end
        ) as taken
    from data.requirements as q
    where q.tenant_id = b.tenant_id and q.service_id = b.service_id
) as should_be on true
where
    is_so.parts is distinct from should_be.parts
    or should_be.taken <> (
        select count(*)
        from occupied as a
        where a.booking_id = b.booking_id
    )

union all

select 'a booking that has ended occupies something', b.booking_id::text
from bookings as b
where
    b.status not in ('held', 'pending', 'confirmed', 'checked_in')
    and exists (select from active as a where a.booking_id = b.booking_id)

union all

select 'a booking stands in time off', b.booking_id::text
from living as b
join active as a using (tenant_id, booking_id)
join data.time_off as o
    on o.tenant_id = a.tenant_id and o.resource_id = a.resource_id
where o.starts_at < b.ends_at and o.ends_at > b.starts_at

union all

select 'not every version was told once', b.booking_id::text
from bookings as b
left join told as t on t.subject_id = b.booking_id
where t.versions is distinct from array(select generate_series(1, b.version))

order by rule, where_it_fails
