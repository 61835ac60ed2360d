-- The shape that a resource has outside the database.

create type api.resource as (
    id uuid,
    location_id uuid,
    kind text,
    name text,
    description text,
    seats integer,
    max_party_size integer,
    user_id uuid,
    max_per_day integer,
    always_open boolean,
    is_public boolean
);

comment on type api.resource is
    'Something a visit occupies: a person, a room, a machine, a table. Customers see some of it.';
comment on column api.resource.id is 'UUIDv7.';
comment on column api.resource.location_id is 'Where it is.';
comment on column api.resource.kind is 'staff, room, equipment or table.';
comment on column api.resource.name is 'What it is called.';
comment on column api.resource.description is 'What is said of it; null if nothing.';
comment on column api.resource.seats is 'How many visits it takes side by side.';
comment on column api.resource.max_party_size is
    'The largest party that one of its seats takes; null: any.';
comment on column api.resource.user_id is
    'The member who it is; null if it is none, and for customers.';
comment on column api.resource.max_per_day is
    'Active bookings that it leads on one local day, at most; null: any number, and for customers.';
comment on column api.resource.always_open is
    'Whether it needs no hours of its own; null for customers.';
comment on column api.resource.is_public is 'Whether customers see it; null for customers.';
