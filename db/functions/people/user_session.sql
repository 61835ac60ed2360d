-- The shape that somebody's own sign-ins have outside the database: a family, by its newest token.

create type api.user_session as (
    id uuid,
    created_at data.utc_instant,
    last_used_at data.utc_instant,
    expires_at data.utc_instant,
    is_current boolean
);

comment on type api.user_session is 'Somewhere that you are signed in.';
comment on column api.user_session.id is 'UUIDv7.';
comment on column api.user_session.created_at is 'When you signed in there.';
comment on column api.user_session.last_used_at is 'When it was renewed last.';
comment on column api.user_session.expires_at is 'When it ends unless it is renewed.';
comment on column api.user_session.is_current is 'Whether it is the one that you ask from.';
