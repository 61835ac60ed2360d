-- Bookings of everybody but bench-1, so that its calendar stays what it is while theirs grow.
-- Booking number n is with the n-th of the staff in random order, then with all of them again at the
-- next of 11 half hours of a day, from twelve days ago on: the same 70 % as elsewhere.

create table bench.others (k bigint primary key, resource_id uuid not null);

insert into bench.others (k, resource_id)
select row_number() over (order by random()) - 1, resource_id
from bench.leads
where slug <> 'bench-1';

create procedure bench.grow(p_first bigint, p_last bigint)
    language sql
    set session_replication_role = 'replica'
begin atomic
    with made as (
        insert into data.bookings (
            tenant_id, booking_id, status, service_id, resource_id, location_id, customer_id,
            session_id, starts_at, ends_at, time_zone, price_minor, currency,
            buffer_before_minutes, buffer_after_minutes,
            cancel_window_minutes, reschedule_window_minutes,
            customer_name, customer_email, locale
        )
        select
            r.tenant_id, i.booking_id, 'confirmed', l.service_id, r.resource_id, r.location_id,
            c.customer_id,
            i.booking_id, i.starts_at, i.starts_at + interval '30 minutes', 'Europe/Rome',
            4500, 'EUR',
            0, 0,
            1440, 1440,
            c.name, c.email, 'en'
        from (
            select
                n,
                uuidv7(-random() * interval '700 days') as booking_id,
                (
                    current_date - 12 + (n / size.staff / 11)::integer
                    + time '09:00' + (n / size.staff % 11 * 16 / 11) * interval '30 minutes'
                ) at time zone 'Europe/Rome' as starts_at,
                n % size.staff as k
            from (select count(*) as staff from bench.others) as size
            cross join generate_series(p_first, p_last) as n
        ) as i
        join bench.others as o using (k)
        join bench.leads as l using (resource_id)
        join data.resources as r using (tenant_id, resource_id)
        join data.customers as c
            on
                c.tenant_id = r.tenant_id
                and c.email = 'customer' || 1 + i.n % 50 || '@bench.example'
        returning *
    )

    insert into data.allocations (
        tenant_id, booking_id, resource_id, place, seat, session_id, starts_at, ends_at
    )
    select tenant_id, booking_id, resource_id, 1, 1, booking_id, starts_at, ends_at
    from made;
end;
