-- The shape that a resource has outside the database.

create type api.resource as (
    id uuid,
    location_id uuid,
    kind text,
    name text,
    description text,
    user_id uuid,
    seats integer,
    max_party_size integer,
    max_per_day integer,
    always_open boolean,
    is_public boolean
);

comment on type api.resource is 'A person, a room, a machine or a table that visits occupy.';
comment on column api.resource.id is 'UUIDv7.';
comment on column api.resource.location_id is 'Where it is.';
comment on column api.resource.kind is 'staff, room, equipment or table.';
comment on column api.resource.name is 'Its name.';
comment on column api.resource.description is 'A few words about it; null if there are none.';
comment on column api.resource.user_id is 'The member it is; null for things, and for guests.';
comment on column api.resource.seats is 'Visits that it takes side by side.';
comment on column api.resource.max_party_size is 'The largest party of one visit; null: any.';
comment on column api.resource.max_per_day is 'Visits it leads in one day; null: any number.';
comment on column api.resource.always_open is 'It needs no hours of its own.';
comment on column api.resource.is_public is 'Customers see it, and can ask for it.';
