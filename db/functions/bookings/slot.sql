-- A time that can be booked, as it stands outside the database.

create type api.slot as (
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    resource_ids uuid[],
    seats_left integer
);

comment on type api.slot is 'A time at which a service can be booked.';
comment on column api.slot.starts_at is 'UTC.';
comment on column api.slot.ends_at is 'UTC, the first moment after the visit.';
comment on column api.slot.resource_ids is 'Every lead that is free then.';
comment on column api.slot.seats_left is 'Bookings, or places in a class, that can still be made.';

create type api.reason as (code text, starts_at data.utc_instant, ends_at data.utc_instant);

comment on type api.reason is 'Why a slot cannot be booked.';
comment on column api.reason.code is
    'closed, outside-shift, time-off, booked, buffer, notice, horizon, off-grid, limit, '
    'customer-limit, capacity or no-room.';
comment on column api.reason.starts_at is 'From when it stands in the way; null if that is open.';
comment on column api.reason.ends_at is 'Until when it stands in the way; null if that is open.';

create type api.availability as (time_zone text, slots api.slot[]);

comment on type api.availability is 'When a service can be booked, in order of time.';
comment on column api.availability.time_zone is 'The zone of the dates that were asked for.';
comment on column api.availability.slots is 'Sorted by start.';

create type api.explanation as (free boolean, reasons api.reason[]);

comment on type api.explanation is 'Whether a slot can be booked, and if not, why.';
comment on column api.explanation.free is 'True if there is no reason against it.';
comment on column api.explanation.reasons is 'Everything that stands in the way.';
