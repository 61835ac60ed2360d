-- The shapes that an invitation has outside the database.

create type api.invitation as (
    id uuid,
    email text,
    name text,
    role text,
    location_id uuid,
    status text,
    invited_by uuid,
    created_at data.utc_instant,
    expires_at data.utc_instant,
    accepted_at data.utc_instant,
    revoked_at data.utc_instant
);

comment on type api.invitation is 'Somebody who was asked to work for a business.';
comment on column api.invitation.id is 'UUIDv7.';
comment on column api.invitation.email is 'Whom the e-mail went to.';
comment on column api.invitation.name is 'What they are called; null if that was left to them.';
comment on column api.invitation.role is 'owner, manager or staff.';
comment on column api.invitation.location_id is 'Where they get a calendar; null if they get none.';
comment on column api.invitation.status is 'open, accepted, revoked or expired.';
comment on column api.invitation.invited_by is 'Who asked; null if nobody remembers.';
comment on column api.invitation.created_at is 'UTC.';
comment on column api.invitation.expires_at is 'UTC. Until when the link is good.';
comment on column api.invitation.accepted_at is 'UTC; null if it was not.';
comment on column api.invitation.revoked_at is 'UTC; null if it was not.';

create type api.onboarding as (
    scenario text,
    tenant text,
    business text,
    role text,
    email text,
    name text,
    needs text[],
    expires_at data.utc_instant
);

comment on type api.onboarding is 'What an invitation comes to, before it is accepted.';
comment on column api.onboarding.scenario is
    'new_person, existing_customer or staff_elsewhere: which way in it is.';
comment on column api.onboarding.tenant is 'The name of the business in URLs.';
comment on column api.onboarding.business is 'What the business is called.';
comment on column api.onboarding.role is 'owner, manager or staff.';
comment on column api.onboarding.email is 'Who was invited.';
comment on column api.onboarding.name is 'What they are called; null if nobody has said.';
comment on column api.onboarding.needs is
    'What is still to be said to accept it: name, password. Empty if nothing is, or once accepted.';
comment on column api.onboarding.expires_at is 'UTC. Until when the link is good.';

create type api.onboarded as (scenario text, created text[], next text, session api.session);

comment on type api.onboarded is 'What accepting an invitation came to.';
comment on column api.onboarded.scenario is 'new_person, existing_customer or staff_elsewhere.';
comment on column api.onboarded.created is 'What was missing: account, membership, calendar.';
comment on column api.onboarded.next is 'set_hours, dashboard or sign_in.';
comment on column api.onboarded.session is 'Null if they have to sign in.';
