-- The shape that a browser which takes notices has outside the database.

create type api.push_subscription as (
    id uuid,
    user_agent text,
    created_at data.utc_instant,
    last_used_at data.utc_instant
);

comment on type api.push_subscription is 'A browser that takes notices.';
comment on column api.push_subscription.id is 'UUIDv7.';
comment on column api.push_subscription.user_agent is 'What it called itself; null if it did not.';
comment on column api.push_subscription.created_at is 'UTC.';
comment on column api.push_subscription.last_used_at is
    'UTC; when it took a notice last; null if it took none.';
