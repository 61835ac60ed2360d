-- The shape that weekly hours have outside the database.

create type api.hours as (
    id uuid,
    resource_id uuid,
    weekday integer,
    opens_at text,
    closes_at text,
    valid_from date,
    valid_until date
);

comment on type api.hours is 'When a resource works on one day of every week.';
comment on column api.hours.id is 'UUIDv7.';
comment on column api.hours.resource_id is 'Who or what works then.';
comment on column api.hours.weekday is 'ISO 8601: 1 is Monday, 7 is Sunday.';
comment on column api.hours.opens_at is 'On the clock of the location: 09:00.';
comment on column api.hours.closes_at is
    'On the same clock: 17:00. Not after opens_at: on the next day. 24:00 is midnight.';
comment on column api.hours.valid_from is 'The first date it holds for; null: since ever.';
comment on column api.hours.valid_until is 'The last date it holds for; null: for good.';
