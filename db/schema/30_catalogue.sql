-- What a business sells (services), what a visit occupies (resources), and which of the
-- resources can take which part in which service (requirements and candidates).

create table data.resources (
    tenant_id uuid not null,
    resource_id uuid not null default uuidv7(),
    location_id uuid not null,
    kind data.resource_kind not null,
    name data.short_text not null,
    description data.long_text,
    user_id uuid,
    seats data.seat_count not null default 1,
    max_party_size data.seat_count,
    max_per_day data.seat_count,
    always_open boolean not null default false,
    is_public boolean not null default true,
    left_at timestamptz,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    person_id uuid,
    constraint resources_pkey primary key (tenant_id, resource_id),
    constraint resources_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint resources_member_fkey foreign key (tenant_id, user_id)
    references data.members on delete restrict,
    constraint resources_person_is_staff check (user_id is null or kind = 'staff'),
    constraint resources_one_per_person unique (tenant_id, user_id, location_id)
);

comment on table data.resources is
    'Something a visit occupies: a person, a room, a chair, a table.';
comment on column data.resources.seats is
    'How many visits it takes side by side, each in a seat of its own: three chairs, six tables.';
comment on column data.resources.max_party_size is
    'The largest party that one of its seats takes. Null: a seat takes any.';
comment on column data.resources.max_per_day is
    'Active bookings that it leads on one local day, at most. Null: any number.';
comment on column data.resources.always_open is
    'It needs no hours of its own: a room is there whenever somebody works in it.';
comment on column data.resources.left_at is
    'When the person left whose bookings stayed. It takes no new ones and goes once they are over.';

comment on column data.resources.person_id is
    'Whose calendar it is, if they have others too, here or at other businesses: user_id.';

create index resources_location_idx on data.resources (tenant_id, location_id);

-- Whether anybody here works elsewhere too: hardly anybody does.
create index resources_person_idx on data.resources (tenant_id)
where (person_id is not null);

create table data.services (
    tenant_id uuid not null,
    service_id uuid not null default uuidv7(),
    name data.short_text not null,
    description data.long_text,
    category data.short_text,
    duration_minutes data.duration_minutes not null,
    buffer_before_minutes data.buffer_minutes not null default 0,
    buffer_after_minutes data.buffer_minutes not null default 0,
    price_minor data.minor_units not null default 0,
    deposit_minor data.minor_units not null default 0,
    pay_online boolean not null default false,
    capacity data.seat_count not null default 1,
    needs_acceptance boolean not null default false,
    slot_minutes data.duration_minutes,
    notice_minutes data.window_minutes,
    horizon_days integer,
    max_per_day data.seat_count,
    is_public boolean not null default true,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    refund_policy data.refund_policy,
    card_required boolean not null default false,
    tax_basis_points data.basis_points,
    constraint services_pkey primary key (tenant_id, service_id),
    constraint services_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint services_deposit_within_price check (deposit_minor <= price_minor),
    constraint services_horizon_sane check (horizon_days between 1 and 730)
);

comment on table data.services is 'What a customer can book.';
comment on column data.services.capacity is
    'Places in one session. 1: a visit of one booking. More: a class that bookings share.';
comment on column data.services.pay_online is
    'A booking is held until it is paid. False: it is free, or paid on site.';
comment on column data.services.needs_acceptance is 'A booking is pending until staff confirm it.';
comment on column data.services.slot_minutes is 'Distance between starts. Null: the tenant''s.';
comment on column data.services.notice_minutes is
    'Booked at least this long ahead. Null: the tenant''s.';
comment on column data.services.horizon_days is
    'Booked at most this far ahead. Null: the tenant''s.';
comment on column data.services.max_per_day is
    'Active bookings of it on one local day, at most. Null: any number.';
comment on column data.services.refund_policy is
    'What goes back when a customer cancels. Null: as the business has it.';
comment on column data.services.card_required is
    'A booking is held until there is a card to charge a fee to; what is paid online has one.';
comment on column data.services.tax_basis_points is
    'How much tax there is on it. 0: none. Null: as much as there is where it takes place.';

create table data.requirements (
    tenant_id uuid not null,
    service_id uuid not null,
    position integer not null,
    quantity data.seat_count not null default 1,
    constraint requirements_pkey primary key (tenant_id, service_id, position),
    constraint requirements_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete cascade,
    constraint requirements_position_sane check (position between 1 and 9),
    constraint requirements_one_lead check (position > 1 or quantity = 1)
);

comment on table data.requirements is
    'A part that resources take in a service. Position 1 leads: the calendar it is booked in.';
comment on column data.requirements.quantity is 'How many of the candidates a visit needs at once.';

create table data.candidates (
    tenant_id uuid not null,
    service_id uuid not null,
    resource_id uuid not null,
    position integer not null,
    duration_minutes data.duration_minutes,
    price_minor data.minor_units,
    constraint candidates_pkey primary key (tenant_id, service_id, resource_id),
    constraint candidates_requirement_fkey foreign key (tenant_id, service_id, position)
    references data.requirements on delete cascade,
    constraint candidates_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict
);

comment on table data.candidates is
    'A resource that can take a part in a service. It takes one part in each service at most.';
comment on column data.candidates.duration_minutes is
    'How long it takes this lead. Null: as long as the service says.';
comment on column data.candidates.price_minor is
    'What this lead costs. Null: what the service says.';

create index candidates_position_idx on data.candidates (tenant_id, service_id, position);
create index candidates_resource_idx on data.candidates (tenant_id, resource_id);

alter table data.resources owner to holdfast_owner;
alter table data.resources enable row level security;
alter table data.resources force row level security;
alter table data.services owner to holdfast_owner;
alter table data.services enable row level security;
alter table data.services force row level security;
alter table data.requirements owner to holdfast_owner;
alter table data.requirements enable row level security;
alter table data.requirements force row level security;
alter table data.candidates owner to holdfast_owner;
alter table data.candidates enable row level security;
alter table data.candidates force row level security;
