-- The shape that an event has outside the database.

create type api.event as (
    id uuid,
    type text,
    sequence bigint,
    subject_id uuid,
    version integer,
    occurred_at data.utc_instant,
    actor_id uuid,
    data jsonb
);

comment on type api.event is 'Something that happened.';
comment on column api.event.id is 'UUIDv7. The same in whatever way it is told.';
comment on column api.event.type is 'What happened: one of the types of GET /v1/event-types.';
comment on column api.event.sequence is
    'Its place among the events of this business: 1, 2, 3 … None comes later below one that was '
    'told.';
comment on column api.event.subject_id is 'The id of what it happened to.';
comment on column api.event.version is
    'The version that this made of it; null for what has no versions.';
comment on column api.event.occurred_at is 'UTC: when the change was made.';
comment on column api.event.actor_id is
    'The user who did it; null for a guest, another business, or time itself.';
comment on column api.event.data is
    'Facts, as the schema of the type says. Ids instead of names: what is personal is never here.';
