-- The shape that what stands in a feed has for the application, which writes it as iCalendar.

create type api.feed_event as (
    booking_id uuid,
    version integer,
    status text,
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    time_zone text,
    business text,
    service text,
    resource text,
    location text,
    address text,
    customer_name text,
    customer_phone text,
    party_size integer,
    changed_at data.utc_instant
);

comment on type api.feed_event is 'A booking in a feed.';
comment on column api.feed_event.booking_id is 'Its UID is made of it.';
comment on column api.feed_event.version is 'Its SEQUENCE.';
comment on column api.feed_event.status is 'As bookings have it.';
comment on column api.feed_event.starts_at is 'UTC.';
comment on column api.feed_event.ends_at is 'UTC.';
comment on column api.feed_event.time_zone is 'The zone of its location.';
comment on column api.feed_event.business is 'At which business.';
comment on column api.feed_event.service is 'What was booked.';
comment on column api.feed_event.resource is 'Who or what leads it.';
comment on column api.feed_event.location is 'Where.';
comment on column api.feed_event.address is 'Where that is; null if nobody has said.';
comment on column api.feed_event.customer_name is 'Null for whoever may not know.';
comment on column api.feed_event.customer_phone is 'Null for whoever may not know.';
comment on column api.feed_event.party_size is 'How many people come.';
comment on column api.feed_event.changed_at is 'UTC, when it last changed.';

create type api.feed_contents as (name text, time_zone text, events api.feed_event []);

comment on type api.feed_contents is 'What stands in a feed.';
comment on column api.feed_contents.name is 'Of whom, or where; null for one''s own bookings.';
comment on column api.feed_contents.time_zone is 'The zone it is looked at in; null if in several.';
comment on column api.feed_contents.events is 'The bookings in it, in order of time.';
