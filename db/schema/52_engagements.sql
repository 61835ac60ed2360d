-- A person who works in several places is one person. Both tables are global: they are what one
-- business may know of another's bookings, which is when somebody is not free.
--
-- The third guard: no two engagements of a person in different calendars share a moment
-- (engagements_no_overlap). Within one calendar its own rules hold: seats, sessions, classes.

create table data.person_calendars (
    user_id uuid not null,
    tenant_id uuid not null,
    resource_id uuid not null,
    constraint person_calendars_pkey primary key (user_id, tenant_id, resource_id),
    constraint person_calendars_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete cascade
);

comment on table data.person_calendars is 'Global. Which calendars a person has, wherever.';

create index person_calendars_resource_idx on data.person_calendars (tenant_id, resource_id);

create table data.engagements (
    tenant_id uuid not null,
    booking_id uuid not null,
    resource_id uuid not null,
    place integer not null,
    person_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    during tstzrange not null generated always as (tstzrange(starts_at, ends_at)) stored,
    hold_expires_at timestamptz,
    constraint engagements_pkey primary key (tenant_id, booking_id, resource_id, place),
    -- Empty and unbounded spans would slip past the exclusion constraint.
    constraint engagements_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '32 hours'
    ),
    constraint engagements_no_overlap exclude using gist (
        person_id with =, during with &&, resource_id with <>
    )
);

comment on table data.engagements is
    'Global. When people with several calendars are taken: a copy of their allocations.';
comment on column data.engagements.hold_expires_at is
    'From then on it no longer counts, and whoever needs the time removes it. Null: it stays.';

-- What availability reads, of other calendars than its own.
create index engagements_person_idx on data.engagements (person_id, starts_at)
include (ends_at, hold_expires_at, resource_id, booking_id);

alter table data.person_calendars owner to holdfast_owner;
alter table data.person_calendars enable row level security;
alter table data.person_calendars force row level security;
alter table data.engagements owner to holdfast_owner;
alter table data.engagements enable row level security;
alter table data.engagements force row level security;
