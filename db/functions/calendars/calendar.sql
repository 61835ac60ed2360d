-- The shape that an outside calendar has outside the database. Its URL is not in it: whoever has
-- that reads the calendar.

create type api.calendar as (
    id uuid,
    resource_id uuid,
    kind text,
    name data.short_text,
    status text,
    synced_at data.utc_instant,
    failing_since data.utc_instant,
    error text,
    next_sync_at data.utc_instant,
    created_at data.utc_instant,
    shows text
);

comment on type api.calendar is 'An outside calendar that says when a resource is busy elsewhere.';
comment on column api.calendar.id is 'UUIDv7.';
comment on column api.calendar.resource_id is 'Who is busy then.';
comment on column api.calendar.kind is 'ics or google.';
comment on column api.calendar.name is 'What its person calls it.';
comment on column api.calendar.status is
    'new: not read yet. current: what it last said holds. failing: it cannot be read at the moment,'
    ' and what it last said holds on.';
comment on column api.calendar.synced_at is 'UTC, when it was last read; null if never.';
comment on column api.calendar.failing_since is 'UTC; null unless it is failing.';
comment on column api.calendar.error is 'Why it cannot be read; null unless it is failing.';
comment on column api.calendar.next_sync_at is 'UTC, when it is read next.';
comment on column api.calendar.created_at is 'UTC.';
comment on column api.calendar.shows is
    'What bookings say there: nothing, service or first_name; null if they are not written there.';
