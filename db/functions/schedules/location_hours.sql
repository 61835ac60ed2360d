-- The shapes that the opening hours of a location have outside the database.

create type api.location_hours as (
    id uuid,
    location_id uuid,
    weekday integer,
    opens_at text,
    closes_at text,
    valid_from date,
    valid_until date
);

comment on type api.location_hours is 'When a location is open on one day of every week.';
comment on column api.location_hours.id is 'UUIDv7.';
comment on column api.location_hours.location_id is 'What is open then.';
comment on column api.location_hours.weekday is 'ISO 8601: 1 is Monday, 7 is Sunday.';
comment on column api.location_hours.opens_at is 'On the clock of the location: 09:00.';
comment on column api.location_hours.closes_at is
    'On the same clock: 17:00. Not after opens_at: on the next day. 24:00 is midnight.';
comment on column api.location_hours.valid_from is 'The first date it holds for; null: since ever.';
comment on column api.location_hours.valid_until is 'The last date it holds for; null: for good.';

create type api.opening_hours as (
    weekday integer,
    opens_at text,
    closes_at text
);

comment on type api.opening_hours is 'When a location is open on one day of the week, these days.';
comment on column api.opening_hours.weekday is 'ISO 8601: 1 is Monday, 7 is Sunday.';
comment on column api.opening_hours.opens_at is 'On the clock of the location: 09:00.';
comment on column api.opening_hours.closes_at is
    'On the same clock: 17:00. Not after opens_at: on the next day. 24:00 is midnight.';
