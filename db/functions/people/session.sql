-- The shapes that somebody who signs in has outside the database.

create type api.membership as (tenant uuid, slug text, role text);

comment on type api.membership is 'A business that a user works for, and as what.';
comment on column api.membership.tenant is 'The business.';
comment on column api.membership.slug is 'Its name in URLs.';
comment on column api.membership.role is 'owner, manager or staff.';

create type api.credentials as (user_id uuid, password_hash text);

comment on type api.credentials is 'What a password is verified against.';
comment on column api.credentials.user_id is 'Null if nobody has that e-mail address.';
comment on column api.credentials.password_hash is
    'Argon2id, in PHC string format; null if there is no password.';

create type api.session as (
    user_id uuid,
    session_id uuid,
    tenant_id uuid,
    role text,
    name text,
    email text,
    memberships api.membership[]
);

comment on type api.session is 'A user, signed in to one of the businesses they work for.';
comment on column api.session.user_id is 'Who signed in.';
comment on column api.session.session_id is 'The session that the refresh token stands for.';
comment on column api.session.tenant_id is 'The business that the session is for.';
comment on column api.session.role is 'owner, manager or staff, in that business.';
comment on column api.session.name is 'The user''s name.';
comment on column api.session.email is 'The user''s e-mail address.';
comment on column api.session.memberships is 'Every business that they work for, the first first.';

create type api.me as (
    user_id uuid,
    name text,
    email text,
    tenant_id uuid,
    role text,
    memberships api.membership[]
);

comment on type api.me is 'Who the caller is.';
comment on column api.me.user_id is 'Who signed in.';
comment on column api.me.name is 'Their name.';
comment on column api.me.email is 'Their e-mail address.';
comment on column api.me.tenant_id is 'The business they act for at the moment.';
comment on column api.me.role is 'What they may do there: owner, manager or staff.';
comment on column api.me.memberships is 'Every business that they work for, the first first.';
