-- The shape that a note on a customer has outside the database.

create type api.note as (
    id uuid,
    body text,
    author_id uuid,
    author_name text,
    created_at data.utc_instant,
    updated_at data.utc_instant
);

comment on type api.note is 'What somebody of the staff noted about a customer.';
comment on column api.note.id is 'UUIDv7.';
comment on column api.note.body is 'What it says.';
comment on column api.note.author_id is 'The user who wrote it.';
comment on column api.note.author_name is 'What they were called then.';
comment on column api.note.created_at is 'UTC.';
comment on column api.note.updated_at is 'UTC; when its author changed it last.';
