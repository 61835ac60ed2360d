-- Who else may act for a business, and who has been asked to: platform admins, for a while and for
-- a reason, and people who were invited to work there.
--
-- Who did what is kept by id, with no reference: it stays true when the user is gone.

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
