-- The shape that time off has outside the database.

create type api.time_off as (
    id uuid,
    resource_id uuid,
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    reason text
);

comment on type api.time_off is 'A time when one resource does not work.';
comment on column api.time_off.id is 'UUIDv7.';
comment on column api.time_off.resource_id is 'Who or what does not work then.';
comment on column api.time_off.starts_at is 'UTC.';
comment on column api.time_off.ends_at is 'UTC, the first moment after it.';
comment on column api.time_off.reason is 'For the staff to read; null if none was given.';
