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

create type api.identity as (
    user_id uuid,
    email text,
    password_hash text,
    totp_secret text
);

comment on type api.identity is 'What whoever asks is verified by.';
comment on column api.identity.user_id is 'Null if a link was followed that opens an account.';
comment on column api.identity.email is 'Their e-mail address.';
comment on column api.identity.password_hash is
    'Argon2id, in PHC string format; null if there is no password.';
comment on column api.identity.totp_secret is
    'That of the second factor, encrypted; null if there is none, and none was begun.';

create type api.session as (
    user_id uuid,
    session_id uuid,
    family_id uuid,
    tenant_id uuid,
    role text,
    name text,
    email text,
    memberships api.membership[]
);

comment on type api.session is
    'A user who has signed in, to one of the businesses they work for if any.';
comment on column api.session.user_id is 'Who signed in.';
comment on column api.session.session_id is 'The session that the refresh token stands for.';
comment on column api.session.family_id is 'All that this sign-in leads to.';
comment on column api.session.tenant_id is 'The business that the session is for; null: none.';
comment on column api.session.role is
    'owner, manager or staff, in that business; customer, or platform_admin, in none.';
comment on column api.session.name is 'The user''s name.';
comment on column api.session.email is 'The user''s e-mail address.';
comment on column api.session.memberships is 'Every business that they work for, the first first.';

create type api.me as (
    user_id uuid,
    name text,
    email text,
    email_verified boolean,
    locale text,
    second_factor boolean,
    tenant_id uuid,
    role text,
    memberships api.membership[]
);

comment on type api.me is 'Who the caller is.';
comment on column api.me.user_id is 'Who signed in.';
comment on column api.me.name is 'Their name.';
comment on column api.me.email is 'Their e-mail address.';
comment on column api.me.email_verified is 'Whether they have followed a link that was sent there.';
comment on column api.me.locale is 'The language they are written to in; null if they never said.';
comment on column api.me.second_factor is 'Whether signing in needs a code from their device.';
comment on column api.me.tenant_id is 'The business they act for at the moment; null: none.';
comment on column api.me.role is
    'What they may do there: owner, manager or staff; or customer, or platform_admin, in none.';
comment on column api.me.memberships is 'Every business that they work for, the first first.';
