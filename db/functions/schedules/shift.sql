-- The shape that a shift has outside the database.

create type api.shift as (
    id uuid,
    resource_id uuid,
    on_date date,
    starts_at data.utc_instant,
    ends_at data.utc_instant
);

comment on type api.shift is 'Working time of a resource on one date, instead of its weekly hours.';
comment on column api.shift.id is 'UUIDv7.';
comment on column api.shift.resource_id is 'Who or what works then.';
comment on column api.shift.on_date is
    'The date on the wall where it starts: on that date the weekly hours do not count.';
comment on column api.shift.starts_at is 'UTC.';
comment on column api.shift.ends_at is 'UTC, the first moment after the shift.';
