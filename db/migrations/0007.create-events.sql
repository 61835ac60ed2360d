-- Events, as db/schema/60_events.sql describes them.
-- depends: 0006.create-bookings

-- What happened, written in the transaction that made it so. Rows are never changed or deleted:
-- no role has the right to.

create table data.events (
    tenant_id uuid not null,
    event_id uuid not null default uuidv7(),
    type text not null,
    subject_id uuid not null,
    subject_version integer,
    data jsonb not null default '{}',
    actor_id uuid,
    occurred_at timestamptz not null default now(),
    transaction_id xid8 not null default pg_current_xact_id(),
    constraint events_pkey primary key (tenant_id, event_id),
    constraint events_type_shape check (type ~ '^[a-z_]+\.[a-z_]+$')
);

comment on table data.events is 'The outbox: every change, in the order it happened.';
comment on column data.events.type is 'Subject and verb: booking.confirmed.';
comment on column data.events.data is 'Facts that a listener needs. Never personal data.';
comment on column data.events.actor_id is 'The user who did it. Null: a customer, or time itself.';
comment on column data.events.transaction_id is
    'Lets a reader follow without missing a late commit: all below the snapshot''s xmin are there.';

create index events_transaction_idx on data.events (tenant_id, transaction_id, event_id);

alter table data.events owner to holdfast_owner;
alter table data.events enable row level security;
alter table data.events force row level security;
