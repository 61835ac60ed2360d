-- The shape that a feed has outside the database.

create type api.feed as (
    id uuid,
    resource_id uuid,
    location_id uuid,
    user_id uuid,
    path text,
    created_at data.utc_instant
);

comment on type api.feed is 'A calendar of what is booked, for other programs to show.';
comment on column api.feed.id is 'UUIDv7.';
comment on column api.feed.resource_id is 'Of whom, or what; null if of a location.';
comment on column api.feed.location_id is 'Of where; null if of a resource.';
comment on column api.feed.user_id is 'Who made it; it goes when they leave.';
comment on column api.feed.path is
    'Where it is: /v1/feeds/….ics. Whoever has it reads the feed, so it is said once, by what'
    ' makes it; null otherwise.';
comment on column api.feed.created_at is 'UTC.';

create type api.account_feed as (
    id uuid,
    path text,
    created_at data.utc_instant
);

comment on type api.account_feed is 'A calendar of what somebody has booked, at any business.';
comment on column api.account_feed.id is 'UUIDv7.';
comment on column api.account_feed.path is
    'Where it is: /v1/feeds/….ics. Whoever has it reads the feed, so it is said once, by what'
    ' makes it; null otherwise.';
comment on column api.account_feed.created_at is 'UTC.';
