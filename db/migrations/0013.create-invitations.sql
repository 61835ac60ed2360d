-- Roles and staff: platform admins and when they acted for a business, invitations, and calendars
-- that stay behind until their bookings are over (db/schema/27_roles.sql).
-- depends: 0012.create-accounts

create domain data.acting_minutes as integer
constraint acting_minutes_sane check (value between 1 and 60);
comment on domain data.acting_minutes is
    'How long a platform admin acts for a business, in minutes, up to an hour.';

create domain data.member_role as text
constraint member_role_known check (value in ('owner', 'manager', 'staff'));
comment on domain data.member_role is 'What somebody is in a business: owner, manager or staff.';

alter table data.resources add column left_at timestamptz;

comment on column data.resources.left_at is
    'When the person left whose bookings stayed. It takes no new ones and goes once they are over.';

create table data.platform_admins (
    user_id uuid not null,
    created_at timestamptz not null default now(),
    constraint platform_admins_pkey primary key (user_id),
    constraint platform_admins_user_fkey foreign key (user_id)
    references data.users on delete cascade
);

comment on table data.platform_admins is
    'Global. Users who run the platform. They see no business until they act for it.';

create table data.acting (
    tenant_id uuid not null,
    acting_id uuid not null default uuidv7(),
    user_id uuid not null,
    name data.short_text not null,
    reason data.short_text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    constraint acting_pkey primary key (tenant_id, acting_id),
    constraint acting_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint acting_time_boxed check (expires_at <= created_at + interval '1 hour')
);

comment on table data.acting is
    'When a platform admin acted for a business, and why: for its owners to see.';
comment on column data.acting.name is 'What the platform admin was called then.';
comment on column data.acting.ended_at is 'When they said that they were done. Null: not early.';

create index acting_user_idx on data.acting (tenant_id, user_id);

create table data.invitations (
    tenant_id uuid not null,
    invitation_id uuid not null default uuidv7(),
    email data.email_address not null,
    name data.short_text,
    role data.member_role not null,
    location_id uuid,
    link_id uuid not null,
    invited_by uuid,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    outcome jsonb,
    revoked_at timestamptz,
    constraint invitations_pkey primary key (tenant_id, invitation_id),
    constraint invitations_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint invitations_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint invitations_email_lower check (email = lower(email)),
    constraint invitations_accepted_whole check (
        (accepted_at is null) = (accepted_by is null)
        and (accepted_at is null) = (outcome is null)
    ),
    constraint invitations_ended_once check (accepted_at is null or revoked_at is null)
);

comment on table data.invitations is 'Somebody who was asked to work for a business.';
comment on column data.invitations.location_id is
    'Where they get a calendar. Null: they get none.';
comment on column data.invitations.link_id is
    'The link in the last e-mail. Links go a month after they expire, this stays.';
comment on column data.invitations.outcome is
    'What accepting it came to, for whoever follows the link again.';

create unique index invitations_one_open on data.invitations (tenant_id, email)
where (accepted_at is null and revoked_at is null);
create index invitations_location_idx on data.invitations (tenant_id, location_id);

alter table data.platform_admins owner to holdfast_owner;
alter table data.platform_admins enable row level security;
alter table data.platform_admins force row level security;
alter table data.acting owner to holdfast_owner;
alter table data.acting enable row level security;
alter table data.acting force row level security;
alter table data.invitations owner to holdfast_owner;
alter table data.invitations enable row level security;
alter table data.invitations force row level security;
