-- The shapes that a delivery has for whoever looks after them.

create type api.delivery as (
    id uuid,
    channel text,
    target_id uuid,
    kind text,
    event_id uuid,
    data jsonb,
    status text,
    is_under_way boolean,
    attempts integer,
    due_at data.utc_instant,
    last_error text,
    response jsonb,
    created_at data.utc_instant,
    settled_at data.utc_instant
);

comment on type api.delivery is 'What is told to somebody, and what became of that.';
comment on column api.delivery.id is 'UUIDv7.';
comment on column api.delivery.channel is
    'email, push, whatsapp, sms, webhook, calendar or stripe.';
comment on column api.delivery.target_id is
    'Which webhook or calendar; the business where the channel is one queue.';
comment on column api.delivery.kind is 'What it tells: the type of the event, or a word of ours.';
comment on column api.delivery.event_id is 'The event that it tells of; null: none.';
comment on column api.delivery.data is 'What was written down with it.';
comment on column api.delivery.status is
    'pending, delivered, skipped (nothing was left to tell), dead (given up) or discarded.';
comment on column api.delivery.is_under_way is 'Whether somebody is at it now.';
comment on column api.delivery.attempts is 'How often it has been tried.';
comment on column api.delivery.due_at is
    'UTC. When it is tried next; while it is under way, when it is given to somebody else.';
comment on column api.delivery.last_error is
    'Why the last attempt failed, or why it was skipped; null: neither.';
comment on column api.delivery.response is 'What the other side said; null: nothing.';
comment on column api.delivery.created_at is 'UTC.';
comment on column api.delivery.settled_at is 'UTC. When it came to an end; null: it has not.';

create type api.replayed as (count integer, last_sequence bigint, is_all boolean);

comment on type api.replayed is 'What is told once more.';
comment on column api.replayed.count is 'How many deliveries that makes.';
comment on column api.replayed.last_sequence is
    'The number of the last event that is told again; null: none is.';
comment on column api.replayed.is_all is
    'Whether that was all. If not, go on after last_sequence.';
