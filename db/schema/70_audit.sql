-- Every change to a row of a business, written by a trigger in the transaction that made it
-- (db/functions/audit/tg_record_history.sql), and chained so that tampering shows. A row is written
-- unsealed: to chain it there and then would queue all who write for one business until they
-- commit. A moment later private.seal_history gives it its position and hash.
--
-- What is personal stands apart, and only its digest is in the chain: so it can be erased, and the
-- chain still holds.

create table data.personal_columns (
    table_name text not null,
    column_name text not null,
    kind text not null,
    constraint personal_columns_pkey primary key (table_name, column_name),
    constraint personal_columns_kind_known check (
        kind in ('name', 'email', 'phone', 'text', 'document', 'secret')
    )
);

comment on table data.personal_columns is
    'Global. Which columns hold what is personal, or secret, and of what kind it is.';
comment on column data.personal_columns.kind is
    'name, email, phone, text (words that may name anybody), document (JSON that may), or secret: '
    'in no history and no export.';

insert into data.personal_columns (table_name, column_name, kind)
values
('account_feeds', 'token_hash', 'secret'),
('bookings', 'customer_email', 'email'),
('bookings', 'customer_name', 'name'),
('bookings', 'customer_phone', 'phone'),
('bookings', 'note', 'text'),
('calendar_syncs', 'last_error', 'text'),
('calendars', 'name', 'text'),
('calendars', 'sealed_secret', 'secret'),
('cards', 'brand', 'text'),
('cards', 'last4', 'text'),
('cards', 'payment_method_id', 'text'),
('cards', 'stripe_customer_id', 'text'),
('customers', 'email', 'email'),
('customers', 'name', 'name'),
('customers', 'note', 'text'),
('customers', 'phone', 'phone'),
('deliveries', 'last_error', 'text'),
('deliveries', 'response', 'document'),
('endpoints', 'description', 'text'),
('endpoints', 'previous_secret', 'secret'),
('endpoints', 'secret', 'secret'),
('feeds', 'token_hash', 'secret'),
('history', 'personal', 'document'),
('idempotency_keys', 'answer', 'document'),
('messages', 'data', 'document'),
('messages', 'recipient', 'email'),
('one_time_links', 'data', 'document'),
('one_time_links', 'email', 'email'),
('resources', 'description', 'text'),
('resources', 'name', 'name'),
('sessions', 'token_hash', 'secret'),
('tenant_keys', 'manage_key', 'secret'),
('time_off', 'reason', 'text'),
('users', 'email', 'email'),
('users', 'name', 'name'),
('users', 'password_hash', 'secret'),
('waitlist', 'customer_email', 'email'),
('waitlist', 'customer_name', 'name'),
('waitlist', 'customer_phone', 'phone'),
('waitlist', 'note', 'text');

create table data.history (
    tenant_id uuid not null,
    history_id uuid not null default uuidv7(),
    at timestamptz not null default clock_timestamp(),
    actor_id uuid,
    actor_role text,
    actor_name text,
    request_id text,
    table_name text not null,
    subject_id uuid not null,
    operation text not null,
    before jsonb,
    after jsonb,
    personal jsonb,
    personal_digest bytea,
    erased_at timestamptz,
    position bigint,
    digest bytea,
    hash bytea,
    constraint history_pkey primary key (tenant_id, history_id),
    constraint history_operation_known check (operation in ('insert', 'update', 'delete')),
    constraint history_sealed_whole check (
        (position is null) = (hash is null) and (position is null) = (digest is null)
    )
);

comment on table data.history is
    'Every change to a row of a business: who, when, what it was and what it became.';
comment on column data.history.actor_id is 'The user. Null: a guest, a DBA, or time itself.';
comment on column data.history.actor_role is 'In which role; null if nobody has said.';
comment on column data.history.actor_name is
    '"psql as NAME", for a change that came with no request.';
comment on column data.history.subject_id is
    'The id of the row. Of a row that has none of its own, that of what it belongs to.';
comment on column data.history.before is 'What was changed or deleted, as it was; nulls left out.';
comment on column data.history.after is 'What was changed or added, as it became; nulls left out.';
comment on column data.history.personal is
    'The personal columns of before and after, with a salt. Null: there were none, or they were '
    'erased.';
comment on column data.history.personal_digest is
    'SHA-256 of personal. It stays when that is erased, and stands for it in the chain.';
comment on column data.history.position is 'Its number in the chain. Null: not sealed yet.';
comment on column data.history.digest is 'SHA-256 of the row, with its personal_digest.';
comment on column data.history.hash is
    'SHA-256 of the hash before it, its position and its digest.';

create index history_subject_idx on data.history (tenant_id, subject_id, history_id);

-- The sweep reads all of it, of every tenant: it holds what was written a moment ago, and no more.
create index history_unsealed_idx on data.history (tenant_id, at, history_id)
where (position is null);

create unique index history_position_idx on data.history (tenant_id, position)
where (position is not null);

create table data.history_heads (
    tenant_id uuid not null,
    position bigint not null default 0,
    hash bytea not null default '',
    sealed_at timestamptz,
    constraint history_heads_pkey primary key (tenant_id)
);

comment on table data.history_heads is
    'How far the chain of a business goes, so that it shows if its end is cut off.';
comment on column data.history_heads.hash is 'That of its last link.';

alter table data.personal_columns owner to holdfast_owner;
alter table data.personal_columns enable row level security;
alter table data.personal_columns force row level security;
alter table data.history owner to holdfast_owner;
alter table data.history enable row level security;
alter table data.history force row level security;
alter table data.history_heads owner to holdfast_owner;
alter table data.history_heads enable row level security;
alter table data.history_heads force row level security;
