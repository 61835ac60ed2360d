-- The shape that a change has outside the database.

create type api.history_actor as (id uuid, name text, role text, via text);

comment on type api.history_actor is 'Who changed something.';
comment on column api.history_actor.id is 'The user; null for a guest, or with no request.';
comment on column api.history_actor.name is
    'Their name, or the database role with which it was done; null if neither is known.';
comment on column api.history_actor.role is
    'In which role they acted: owner, manager, staff, customer, guest, platform_admin, worker (the '
    'application itself, when the time has come), or null.';
comment on column api.history_actor.via is 'request, psql or worker.';

create type api.history_item as (
    id uuid,
    at data.utc_instant,
    actor api.history_actor,
    request_id text,
    "table" text,
    subject uuid,
    operation text,
    before jsonb,
    after jsonb,
    personal text[],
    erased_at data.utc_instant
);

comment on type api.history_item is 'A change to something of this business.';
comment on column api.history_item.id is 'UUIDv7.';
comment on column api.history_item.at is 'UTC.';
comment on column api.history_item.actor is 'Who did it.';
comment on column api.history_item.request_id is
    'X-Request-ID of the request that did it; null if none did.';
comment on column api.history_item.table is 'What kind of thing: bookings, customers, …';
comment on column api.history_item.subject is 'The id of the thing.';
comment on column api.history_item.operation is 'insert, update or delete.';
comment on column api.history_item.before is
    'What was changed or deleted, as it was; what was empty is left out. Null for an insert.';
comment on column api.history_item.after is
    'What was changed or added, as it became; what is empty is left out. Null for a delete.';
comment on column api.history_item.personal is 'Which of the fields are personal.';
comment on column api.history_item.erased_at is
    'When what was personal was erased: it is null in before and after since. Null: it was not.';
