-- The shapes that webhooks, and what was sent to them, have outside the database.

create type api.webhook as (
    id uuid,
    url data.webhook_url,
    description data.long_text,
    events data.event_pattern[],
    max_in_flight data.parallel_count,
    secret text,
    previous_secret_until data.utc_instant,
    disabled_at data.utc_instant,
    disabled_reason text,
    failing_since data.utc_instant,
    created_by uuid,
    created_at data.utc_instant,
    updated_at data.utc_instant
);

comment on type api.webhook is 'Where a business wants to be told of what happens.';
comment on column api.webhook.id is 'UUIDv7.';
comment on column api.webhook.url is 'Where deliveries are posted: https.';
comment on column api.webhook.description is 'What it is for; null if nobody has said.';
comment on column api.webhook.events is
    'What it is told of: types of events (booking.confirmed), subjects (booking.*), or all (*).';
comment on column api.webhook.max_in_flight is 'How many deliveries it is sent at a time.';
comment on column api.webhook.secret is
    'What its deliveries are signed with: whsec_…. Shown in the answer that makes it, and null in '
    'all others.';
comment on column api.webhook.previous_secret_until is
    'Until when deliveries are signed with the secret before as well; null: they are not.';
comment on column api.webhook.disabled_at is 'Since when it is told nothing; null: it is told.';
comment on column api.webhook.disabled_reason is
    'by_hand; gone: it answered 410; failing: nothing could be delivered for three days, and a '
    'delivery was given up; or null.';
comment on column api.webhook.failing_since is
    'Since when nothing could be delivered; null if the last delivery was taken. Pings that fail '
    'do not count.';
comment on column api.webhook.created_by is 'The user who made it; null if nobody is known.';
comment on column api.webhook.created_at is 'UTC.';
comment on column api.webhook.updated_at is 'UTC.';

create type api.webhook_delivery as (
    id uuid,
    event_id uuid,
    type text,
    status text,
    attempts integer,
    next_attempt_at data.utc_instant,
    response_status integer,
    response_excerpt text,
    duration_ms integer,
    error text,
    created_at data.utc_instant,
    settled_at data.utc_instant
);

comment on type api.webhook_delivery is 'What was, or is to be, sent to a webhook.';
comment on column api.webhook_delivery.id is 'UUIDv7.';
comment on column api.webhook_delivery.event_id is 'The event that it tells of; null for a ping.';
comment on column api.webhook_delivery.type is 'The type of the event, or webhook.ping.';
comment on column api.webhook_delivery.status is
    'pending, delivered, skipped (the webhook was disabled), dead (given up) or discarded.';
comment on column api.webhook_delivery.attempts is 'How often it was tried.';
comment on column api.webhook_delivery.next_attempt_at is
    'When it is tried next; null if it is over, or under way.';
comment on column api.webhook_delivery.response_status is
    'The HTTP status of the last answer; null: there was none.';
comment on column api.webhook_delivery.response_excerpt is
    'How the last answer began; null: there was none.';
comment on column api.webhook_delivery.duration_ms is
    'How long the last attempt took; null: none is over.';
comment on column api.webhook_delivery.error is
    'Why the last attempt failed, or why it was skipped; null: neither.';
comment on column api.webhook_delivery.created_at is 'UTC.';
comment on column api.webhook_delivery.settled_at is 'When it was over; null: it is not.';
