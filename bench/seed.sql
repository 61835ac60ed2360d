-- What the benchmark adds to a migrated database: businesses with calendars about 70 % full, the
-- slots that the contestants book, and the bare tables that create_booking is compared with. Run by
-- a superuser; everything but the businesses is in a schema of its own.

create schema bench;
grant usage on schema bench to holdfast_web;

-- When something was made, for an id that tells it: any time in the last two years. Ids made all at
-- once would share their first half, which no real ones do, and GiST would suffer for it.
create function bench.id() returns uuid
    language sql volatile
    return uuidv7(-random() * interval '700 days');

-- Businesses number p_first to p_last: staff who work from 09:00 to 17:00 every day, one service of
-- half an hour, and 50 customers each.
create procedure bench.open_tenants(p_first integer, p_last integer, p_staff integer)
    language plpgsql
as $$
begin
    insert into data.tenants (
        tenant_id, slug, name, preset, currency, time_zone, notice_minutes, horizon_days
    )
    select bench.id(), 'bench-' || n, 'Bench ' || n, 'salon', 'EUR', 'Europe/Rome', 0, 730
    from generate_series(p_first, p_last) as n;

    create temporary table opened on commit drop as
    select tenant_id, bench.id() as location_id, bench.id() as service_id
    from data.tenants
    where slug in (select 'bench-' || n from generate_series(p_first, p_last) as n);

    insert into data.locations (tenant_id, location_id, name, time_zone)
    select tenant_id, location_id, 'Main', 'Europe/Rome'
    from opened;

    insert into data.resources (tenant_id, resource_id, location_id, kind, name)
    select tenant_id, bench.id(), location_id, 'staff', 'Staff ' || n
    from opened
    cross join generate_series(1, p_staff) as n;

    insert into data.hours (tenant_id, hours_id, resource_id, weekday, opens_at, closes_at)
    select r.tenant_id, bench.id(), r.resource_id, weekday, '09:00', '17:00'
    from opened
    join data.resources as r using (tenant_id)
    cross join generate_series(1, 7) as weekday;

    -- Holidays and leave of the last two years, none of which matters to what is asked now.
    insert into data.closures (tenant_id, closure_id, location_id, starts_at, ends_at)
    select tenant_id, bench.id(), location_id, day, day + interval '1 day'
    from opened
    cross join lateral (
        select current_date::timestamptz - n * interval '60 days' as day
        from generate_series(1, 12) as n
    ) as holiday;

    insert into data.time_off (tenant_id, time_off_id, resource_id, starts_at, ends_at)
    select r.tenant_id, bench.id(), r.resource_id, day, day + interval '7 days'
    from opened
    join data.resources as r using (tenant_id)
    cross join lateral (
        select current_date::timestamptz - n * interval '90 days' as day
        from generate_series(1, 8) as n
    ) as leave;

    insert into data.services (tenant_id, service_id, name, duration_minutes, price_minor)
    select tenant_id, service_id, 'Half an hour', 30, 4500
    from opened;

    insert into data.requirements (tenant_id, service_id, position)
    select tenant_id, service_id, 1
    from opened;

    insert into data.candidates (tenant_id, service_id, resource_id, position)
    select o.tenant_id, o.service_id, r.resource_id, 1
    from opened as o
    join data.resources as r using (tenant_id);

    insert into data.customers (tenant_id, customer_id, name, email)
    select tenant_id, bench.id(), 'Customer ' || n, 'customer' || n || '@bench.example'
    from opened
    cross join generate_series(1, 50) as n;

    drop table opened;
end;
$$;

-- Books about 70 % of the next p_days days, from tomorrow on: 11 of the 16 half hours of each day
-- on average, in the random order in which bookings come. Triggers and foreign keys rest meanwhile.
create procedure bench.fill_calendars(p_first integer, p_last integer, p_days integer)
    language plpgsql
    set session_replication_role = 'replica'
as $$
begin
    create temporary table booked on commit drop as
    select
        s.tenant_id,
        uuidv7(-random() * interval '60 days') as booking_id,
        s.service_id,
        r.resource_id,
        r.location_id,
        c.customer_id,
        c.name,
        c.email,
        (current_date + day + time '08:30' + half_hour * interval '30 minutes')
        at time zone 'Europe/Rome' as starts_at
    from data.services as s
    join data.tenants as t using (tenant_id)
    join data.resources as r using (tenant_id)
    cross join generate_series(1, p_days) as day
    cross join generate_series(1, 16) as half_hour
    join data.customers as c
        on
            c.tenant_id = s.tenant_id
            and c.email = 'customer' || 1 + (day * 16 + half_hour) % 50 || '@bench.example'
    where
        t.slug in (select 'bench-' || n from generate_series(p_first, p_last) as n)
        and random() < 0.7
    order by random();

    insert into data.bookings (
        tenant_id, booking_id, status, service_id, resource_id, location_id, customer_id,
        session_id, starts_at, ends_at, time_zone, price_minor, currency,
        buffer_before_minutes, buffer_after_minutes,
        cancel_window_minutes, reschedule_window_minutes,
        customer_name, customer_email, locale
    )
    select
        tenant_id, booking_id, 'confirmed', service_id, resource_id, location_id, customer_id,
        booking_id, starts_at, starts_at + interval '30 minutes', 'Europe/Rome', 4500, 'EUR',
        0, 0,
        1440, 1440,
        name, email, 'en'
    from booked;

    insert into data.allocations (
        tenant_id, booking_id, resource_id, place, seat, session_id, starts_at, ends_at
    )
    select
        tenant_id, booking_id, resource_id, 1, 1, booking_id,
        starts_at, starts_at + interval '30 minutes'
    from booked;

    drop table booked;
end;
$$;

-- Everybody who can be booked, of all businesses mixed.
create table bench.leads (
    k bigint primary key,
    tenant_id uuid not null,
    slug text not null,
    claims jsonb not null,
    service_id uuid not null,
    resource_id uuid not null
);

grant select on bench.leads to holdfast_web;

create procedure bench.number_leads()
    language sql
begin atomic
    insert into bench.leads (k, tenant_id, slug, claims, service_id, resource_id)
    select
        row_number() over (order by random()) - 1,
        c.tenant_id,
        t.slug,
        jsonb_build_object('role', 'guest', 'slug', t.slug),
        c.service_id,
        c.resource_id
    from data.candidates as c
    join data.tenants as t using (tenant_id);
end;

-- The n-th slot that can be booked, and a customer whom nobody has seen before. Slots begin two
-- months ahead, where nothing is booked, and no two of them overlap: consecutive ones are with
-- different people, 15 half hours of a day. Written to be inlined.
create function bench.slot(p_n bigint)
returns table (
    tenant_id uuid,
    slug text,
    claims jsonb,
    service_id uuid,
    resource_id uuid,
    starts_at text,
    customer jsonb
)
    language sql stable
begin atomic
    select
        l.tenant_id,
        l.slug,
        l.claims,
        l.service_id,
        l.resource_id,
        to_char(
            (
                current_date
                + 60 + (p_n / size.leads / 15)::integer
                + time '09:00'
                + (p_n / size.leads % 15) * interval '30 minutes'
            ) at time zone 'Europe/Rome' at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        ),
        jsonb_build_object('name', 'Customer ' || p_n, 'email', 'new' || p_n || '@bench.example')
    from (select max(k) + 1 as leads from bench.leads) as size
    join bench.leads as l on l.k = p_n % size.leads;
end;

grant execute on function bench.slot to holdfast_web;

-- Which slot comes next, for each contestant.
create sequence bench.next_slot minvalue 0;
create sequence bench.next_unique minvalue 0;
create sequence bench.next_excluded minvalue 0;
grant usage on sequence bench.next_slot, bench.next_unique, bench.next_excluded to holdfast_web;

-- The least that a table of bookings has, and the same with the exclusion constraint.
create table bench.bookings_unique (
    tenant_id uuid not null,
    booking_id uuid not null default uuidv7(),
    resource_id uuid not null,
    customer text not null,
    status text not null default 'confirmed',
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    primary key (tenant_id, booking_id)
);

create unique index on bench.bookings_unique (tenant_id, resource_id, starts_at)
where status in ('held', 'pending', 'confirmed', 'checked_in');

create table bench.bookings_excluded (
    like bench.bookings_unique including all,
    exclude using gist (
        tenant_id with =, resource_id with =, tstzrange(starts_at, ends_at) with &&
    ) where (status in ('held', 'pending', 'confirmed', 'checked_in'))
);

grant insert on bench.bookings_unique, bench.bookings_excluded to holdfast_web;

-- Books in them what is booked in ours: an index that fits into a few pages is another contest.
create procedure bench.fill_bare_tables()
    language sql
begin atomic
    insert into bench.bookings_unique (
        tenant_id, booking_id, resource_id, customer, starts_at, ends_at
    )
    select tenant_id, booking_id, resource_id, customer_email, starts_at, ends_at
    from data.bookings;

    insert into bench.bookings_excluded (
        tenant_id, booking_id, resource_id, customer, starts_at, ends_at
    )
    select tenant_id, booking_id, resource_id, customer_email, starts_at, ends_at
    from data.bookings;
end;
