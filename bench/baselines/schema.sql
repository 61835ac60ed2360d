-- The tables of the two services in Python, in the schema that is first in the search path, with
-- the very same businesses, staff and bookings as Holdfast's. Nothing in them refuses an overlap.

create table businesses (
    business_id uuid primary key,
    slug text not null unique,
    time_zone text not null
);

create table services (
    service_id uuid primary key,
    business_id uuid not null references businesses,
    minutes integer not null
);

create table staff (
    staff_id uuid primary key,
    service_id uuid not null references services,
    opens_at time not null,
    closes_at time not null
);

create table customers (
    customer_id uuid primary key default uuidv7(),
    business_id uuid not null references businesses,
    name text not null,
    email text not null,
    unique (business_id, email)
);

create table bookings (
    booking_id uuid primary key default uuidv7(),
    business_id uuid not null references businesses,
    service_id uuid not null references services,
    staff_id uuid not null references staff,
    customer_id uuid not null references customers,
    status text not null default 'confirmed',
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    created_at timestamptz not null default now()
);

insert into businesses (business_id, slug, time_zone)
select tenant_id, slug, time_zone from data.tenants;

insert into services (service_id, business_id, minutes)
select service_id, tenant_id, duration_minutes from data.services;

insert into staff (staff_id, service_id, opens_at, closes_at)
select c.resource_id, c.service_id, h.opens_at, h.closes_at
from data.candidates as c
join data.hours as h using (tenant_id, resource_id)
where h.weekday = 1;

insert into customers (customer_id, business_id, name, email)
select customer_id, tenant_id, name, email from data.customers;

insert into bookings (
    booking_id, business_id, service_id, staff_id, customer_id, starts_at, ends_at
)
select booking_id, tenant_id, service_id, resource_id, customer_id, starts_at, ends_at
from data.bookings;

create index on staff (service_id);
create index on bookings (staff_id, starts_at);
analyze businesses, services, staff, customers, bookings;
