-- The shape that a member has outside the database.

create type api.member as (
    user_id uuid,
    name text,
    email text,
    role text,
    resource_ids uuid[],
    created_at data.utc_instant
);

comment on type api.member is 'Somebody who works for a business.';
comment on column api.member.user_id is 'Who it is.';
comment on column api.member.name is 'Their name.';
comment on column api.member.email is 'Their e-mail address.';
comment on column api.member.role is 'owner, manager or staff.';
comment on column api.member.resource_ids is 'Their calendars, one at most for each location.';
comment on column api.member.created_at is 'UTC. Since when.';

create type api.off_boarding as (
    user_id uuid,
    moved uuid[],
    archived uuid[],
    kept uuid[]
);

comment on type api.off_boarding is 'What became of somebody who left.';
comment on column api.off_boarding.user_id is 'Who it was.';
comment on column api.off_boarding.moved is 'The ids of the bookings that were handed over.';
comment on column api.off_boarding.archived is 'The ids of the resources that are gone.';
comment on column api.off_boarding.kept is
    'The ids of the resources that stay until what is booked there is over, and take nothing new.';
