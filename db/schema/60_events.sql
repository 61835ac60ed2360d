-- What happened, written in the transaction that made it so, and what is to be told of it. Events
-- are never changed or deleted: no role has the right to. What the relay adds is their place in the
-- sequence, once.

create table data.events (
    tenant_id uuid not null,
    event_id uuid not null default uuidv7(),
    type text not null,
    subject_id uuid not null,
    subject_version integer,
    data jsonb not null default '{}',
    actor_id uuid,
    occurred_at timestamptz not null default now(),
    sequence bigint,
    constraint events_pkey primary key (tenant_id, event_id),
    constraint events_type_shape check (type ~ '^[a-z_]+\.[a-z_]+$')
);

comment on table data.events is 'The outbox: every change, in the order it happened.';
comment on column data.events.type is 'Subject and verb: booking.confirmed.';
comment on column data.events.data is 'Facts that a listener needs. Never personal data.';
comment on column data.events.actor_id is 'The user who did it. Null: a customer, or time itself.';
comment on column data.events.sequence is
    'Its place among the events of its business: 1, 2, 3 … Given after the commit, so that who has '
    'read up to a number misses nothing. Null: not yet published.';

create unique index events_sequence_key on data.events (tenant_id, sequence)
where (sequence is not null);

create index events_unpublished_idx on data.events (tenant_id, event_id)
where (sequence is null);

create index events_series_idx on data.events (tenant_id, occurred_at, event_id)
where (data ->> 'series_id' is not null);

create table data.event_heads (
    tenant_id uuid not null,
    sequence bigint not null default 0,
    constraint event_heads_pkey primary key (tenant_id),
    constraint event_heads_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade
);

comment on table data.event_heads is 'How far the events of a business are published.';

create table data.event_types (
    type text not null,
    description text not null,
    schema jsonb not null,
    constraint event_types_pkey primary key (type)
);

comment on table data.event_types is
    'Global. The catalogue of events, from db/events: what each means, and what its data have.';
comment on column data.event_types.schema is 'JSON Schema (2020-12) of data.';

-- A queue is a channel of a business, or one address within it: all its webhooks are told apart.
-- What is nobody's in particular has the tenant 00000000-…, so there is no reference to tenants.
create table data.queues (
    tenant_id uuid not null,
    channel text not null,
    target_id uuid not null,
    due_at timestamptz not null,
    max_in_flight integer not null default 20,
    failing_since timestamptz,
    constraint queues_pkey primary key (tenant_id, channel, target_id),
    constraint queues_channel_known check (
        channel in ('email', 'push', 'whatsapp', 'sms', 'webhook', 'calendar', 'stripe')
    ),
    constraint queues_max_in_flight_positive check (max_in_flight > 0)
);

comment on table data.queues is
    'Where there is something to deliver, and since when: what workers look at.';
comment on column data.queues.target_id is
    'Which webhook or calendar. That of the business where the channel is one queue.';
comment on column data.queues.due_at is
    'When it is to be looked at. Who has been due longest is looked at first.';
comment on column data.queues.max_in_flight is 'How many of it may be under way at a time.';
comment on column data.queues.failing_since is
    'The first failure since something was delivered. Null: the last was delivered.';

create index queues_due_idx on data.queues (due_at);

create table data.deliveries (
    tenant_id uuid not null,
    delivery_id uuid not null default uuidv7(),
    channel text not null,
    target_id uuid not null,
    order_key uuid not null,
    event_id uuid,
    kind text not null,
    data jsonb not null default '{}',
    status text not null default 'pending',
    due_at timestamptz not null default now(),
    waits boolean not null default false,
    attempts integer not null default 0,
    worker_id uuid,
    last_error text,
    response jsonb,
    created_at timestamptz not null default now(),
    settled_at timestamptz,
    constraint deliveries_pkey primary key (tenant_id, delivery_id),
    constraint deliveries_event_fkey foreign key (tenant_id, event_id) references data.events,
    constraint deliveries_status_known check (
        status in ('pending', 'delivered', 'skipped', 'dead', 'discarded')
    ),
    constraint deliveries_settled check ((status = 'pending') = (settled_at is null))
);

comment on table data.deliveries is
    'What is to be told to whom: one for each event and listener, and some that no event asks for.';
comment on column data.deliveries.order_key is
    'Those of one queue and key are delivered one after the other: what concerns one thing.';
comment on column data.deliveries.kind is
    'What it tells: the type of the event, or a word of ours.';
comment on column data.deliveries.data is 'What it needs besides the event. Never personal data.';
comment on column data.deliveries.due_at is
    'When it may be taken. While a worker has it: when it is taken from them.';
comment on column data.deliveries.waits is
    'For one that comes before it: of the same thing, in the same queue, pending too.';
comment on column data.deliveries.worker_id is 'Who has it. Null: nobody.';
comment on column data.deliveries.response is 'What the other side said.';

create index deliveries_due_idx on data.deliveries (tenant_id, channel, target_id, due_at)
where (status = 'pending' and not waits);

create index deliveries_order_idx on data.deliveries (tenant_id, order_key, delivery_id)
where (status = 'pending');

create index deliveries_under_way_idx on data.deliveries (tenant_id, worker_id)
where (status = 'pending' and worker_id is not null);

create index deliveries_dead_idx on data.deliveries (tenant_id, channel, target_id, delivery_id)
where (status = 'dead');

create index deliveries_log_idx on data.deliveries (tenant_id, channel, target_id, delivery_id);

create index deliveries_event_idx on data.deliveries (tenant_id, event_id);

create index deliveries_settled_idx on data.deliveries (tenant_id, settled_at)
where (settled_at is not null);

alter table data.events owner to holdfast_owner;
alter table data.events enable row level security;
alter table data.events force row level security;
alter table data.event_heads owner to holdfast_owner;
alter table data.event_heads enable row level security;
alter table data.event_heads force row level security;
alter table data.event_types owner to holdfast_owner;
alter table data.event_types enable row level security;
alter table data.event_types force row level security;
alter table data.queues owner to holdfast_owner;
alter table data.queues enable row level security;
alter table data.queues force row level security;
alter table data.deliveries owner to holdfast_owner;
alter table data.deliveries enable row level security;
alter table data.deliveries force row level security;
