-- A person with calendars in several places is one person (db/schema/52_engagements.sql), and
-- locations have opening hours.
-- depends: 0013.create-invitations

alter table data.resources add column person_id uuid;

comment on column data.resources.person_id is
    'Whose calendar it is, if they have others too, here or at other businesses: user_id.';

alter table data.allocations add column person_id uuid;

comment on column data.allocations.person_id is
    'Who is engaged by it wherever else they work: then it has an engagement.';

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

create table data.location_hours (
    tenant_id uuid not null,
    hours_id uuid not null default uuidv7(),
    location_id uuid not null,
    weekday data.weekday not null,
    opens_at time not null,
    closes_at time not null,
    valid_from date,
    valid_until date,
    constraint location_hours_pkey primary key (tenant_id, hours_id),
    constraint location_hours_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint location_hours_validity_ordered check (valid_from <= valid_until)
);

comment on table data.location_hours is
    'Weekly opening hours of a location: of everything there that has no hours of its own.';
comment on column data.location_hours.closes_at is
    'Not after opens_at: it closes the next day. 24:00 is midnight.';
comment on column data.location_hours.valid_until is
    'The last date it holds for. Null: for good.';

create index location_hours_location_idx on data.location_hours (
    tenant_id, location_id, weekday
);

alter table data.location_hours owner to holdfast_owner;
alter table data.location_hours enable row level security;
alter table data.location_hours force row level security;

-- Who has several calendars already. Where they are taken twice, whoever booked first has it.
insert into data.person_calendars (user_id, tenant_id, resource_id)
select user_id, tenant_id, resource_id
from data.resources
where user_id is not null and archived_at is null;

update data.resources
set person_id = user_id
where
    archived_at is null
    and user_id in (
        select c.user_id from data.person_calendars as c
        group by c.user_id
        having count(*) > 1
    );

insert into data.engagements (
    tenant_id, booking_id, resource_id, place, person_id, starts_at, ends_at, hold_expires_at
)
select
    a.tenant_id, a.booking_id, a.resource_id, a.place, r.person_id, a.starts_at, a.ends_at,
    a.hold_expires_at
from data.allocations as a
join data.resources as r on r.tenant_id = a.tenant_id and r.resource_id = a.resource_id
where
    r.person_id is not null
    and a.active
    and a.ends_at > now()
    and (a.hold_expires_at is null or a.hold_expires_at > now())
order by a.booking_id, a.resource_id, a.place
on conflict on constraint engagements_no_overlap do nothing;

update data.allocations as a
set person_id = e.person_id
from data.engagements as e
where
    e.tenant_id = a.tenant_id
    and e.booking_id = a.booking_id
    and e.resource_id = a.resource_id
    and e.place = a.place;
