-- The shape that a closure has outside the database.

create type api.closure as (
    id uuid,
    location_id uuid,
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    reason text
);

comment on type api.closure is 'A time when a whole location is shut.';
comment on column api.closure.id is 'UUIDv7.';
comment on column api.closure.location_id is 'What is shut then.';
comment on column api.closure.starts_at is 'UTC.';
comment on column api.closure.ends_at is 'UTC, the first moment after it.';
comment on column api.closure.reason is 'For the staff to read; null if none was given.';
