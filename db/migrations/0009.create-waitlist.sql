-- The waitlist, as db/schema/55_waitlist.sql describes it, what a tenant says of it, and when a
-- hold lapses apart from when its slot becomes anybody's.
-- depends: 0008.create-series

create domain data.date_or_instant as text
constraint date_or_instant_readable check (
    value is null
    or value ~* '^\d{4}-\d\d-\d\d([t ]\d\d:\d\d(:\d\d(\.0{1,6})?)?(z|[+-]\d\d(:?\d\d)?))?$'
    and value::timestamptz is not null
);
comment on domain data.date_or_instant is
    'A date on the wall where the business is, 2026-12-01, or a moment: 2026-12-01T10:00:00Z.';

create domain data.waitlist_status as text
constraint waitlist_status_known check (
    value in ('waiting', 'offered', 'accepted', 'declined', 'lapsed', 'left', 'ended')
);
comment on domain data.waitlist_status is 'What has become of somebody on the waitlist.';

create domain data.waitlist_rule as text
constraint waitlist_rule_known check (
    value in ('first_come', 'priority', 'most_visits', 'longest_visit')
);
comment on domain data.waitlist_rule is
    'Who of those who wait comes first: first_come, priority (as staff say), most_visits (who came '
    'most often) or longest_visit (who fills most of the gap). Between equals, first come.';

alter table data.tenants
add column waitlist_rule data.waitlist_rule not null default 'first_come',
add column offer_minutes data.duration_minutes not null default 30;

comment on column data.tenants.waitlist_rule is 'Who of those who wait comes first.';
comment on column data.tenants.offer_minutes is
    'How long whoever waited has to accept an offer, before it goes to the next.';

alter table data.bookings add column lapses_at timestamptz;

update data.bookings
set lapses_at = hold_expires_at
where status = 'held';

comment on column data.bookings.hold_expires_at is
    'When a hold''s slot becomes anybody''s: after lapses_at if somebody waits, to be handed on.';
comment on column data.bookings.lapses_at is
    'Until when a hold can be paid, accepted or confirmed. Null: until hold_expires_at.';

-- The sweep reads all of it, of every tenant: it holds what is held at the moment, and no more.
-- (Whatever blocks writes here is short beside the rebuild that follows, which blocks all.)
-- squawk-ignore require-concurrent-index-creation
create index bookings_lapses_idx on data.bookings (tenant_id, lapses_at)
where (status = 'held');

-- An offer that is accepted may have to be accepted by the business too.
insert into data.booking_transitions (from_status, to_status, roles)
values ('held', 'pending', '{}');

-- Who waits for what. The transaction that frees time turns the best match into an offer: a booking
-- in status held with a deadline, made for whoever waits. So what is free is never anybody's in
-- between, and the two guards of bookings hold for offers too.

create table data.waitlist (
    tenant_id uuid not null,
    entry_id uuid not null default uuidv7(),
    status data.waitlist_status not null default 'waiting',
    service_id uuid not null,
    resource_id uuid,
    location_id uuid,
    customer_id uuid not null,
    party_size data.seat_count not null default 1,
    window_starts_at timestamptz not null,
    window_ends_at timestamptz not null,
    priority integer not null default 0,
    booking_id uuid,
    customer_name data.short_text not null,
    customer_email data.email_address,
    customer_phone data.phone_number,
    note data.long_text,
    locale data.locale_tag not null,
    created_by uuid,
    joined_at timestamptz not null default clock_timestamp(),
    constraint waitlist_pkey primary key (tenant_id, entry_id),
    constraint waitlist_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete restrict,
    constraint waitlist_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint waitlist_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint waitlist_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint waitlist_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint waitlist_one_entry_per_booking unique (tenant_id, booking_id),
    constraint waitlist_offer_is_a_booking check (
        status not in ('offered', 'accepted') or booking_id is not null
    ),
    constraint waitlist_window_sane check (
        window_starts_at < window_ends_at and window_ends_at - window_starts_at <= '63 days'
    ),
    constraint waitlist_priority_sane check (priority between -1000 and 1000)
);

comment on table data.waitlist is 'Who waits for a time, and what came of it.';
comment on column data.waitlist.resource_id is 'Who or what is to lead the visit. Null: anyone.';
comment on column data.waitlist.location_id is 'Where. Null: anywhere.';
comment on column data.waitlist.window_starts_at is 'The visit begins then or later.';
comment on column data.waitlist.window_ends_at is 'The visit begins before that.';
comment on column data.waitlist.priority is
    'Said by staff: more comes first, where the rule is priority.';
comment on column data.waitlist.booking_id is 'The offer: a booking that is held. Null: none yet.';
comment on column data.waitlist.customer_name is
    'As said with this entry; the customer''s own record may say otherwise.';
comment on column data.waitlist.created_by is
    'The member who wrote it, who may also wait for what is not public. Null: the customer.';

-- Nobody waits twice for the same, and nobody has two offers at once.
create unique index waitlist_one_per_service on data.waitlist (tenant_id, customer_id, service_id)
where (status in ('waiting', 'offered'));
create unique index waitlist_one_offer on data.waitlist (tenant_id, customer_id)
where (status = 'offered');

-- Whoever frees time asks it whether anybody waits.
create index waitlist_waiting_idx on data.waitlist (tenant_id, service_id, window_ends_at)
where (status = 'waiting');

create index waitlist_service_idx on data.waitlist (tenant_id, service_id);
create index waitlist_resource_idx on data.waitlist (tenant_id, resource_id);
create index waitlist_location_idx on data.waitlist (tenant_id, location_id);
create index waitlist_customer_idx on data.waitlist (tenant_id, customer_id);

alter table data.waitlist owner to holdfast_owner;
alter table data.waitlist enable row level security;
alter table data.waitlist force row level security;
