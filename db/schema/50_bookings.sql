-- A booking is what a customer bought; its allocations are what it occupies.
--
-- Two guards, whatever any code does or forgets: no two active bookings of a lead resource share
-- a seat, a place and a start (bookings_one_per_start), and no two active allocations of a seat
-- share a moment, unless they are places of one session (allocations_no_overlap).

create table data.booking_transitions (
    from_status data.booking_status not null,
    to_status data.booking_status not null,
    roles text[] not null,
    constraint booking_transitions_pkey primary key (from_status, to_status)
);

comment on table data.booking_transitions is
    'Global. The life of a booking: which status may follow which, and who may say so.';
comment on column data.booking_transitions.roles is
    'Who may ask for it. Empty: nobody asks for it, time or money does.';

insert into data.booking_transitions (from_status, to_status, roles)
values
('held', 'confirmed', '{manager,owner,staff}'),
('held', 'pending', '{}'),
('held', 'expired', '{}'),
('held', 'cancelled_by_customer', '{customer,guest}'),
('held', 'cancelled_by_business', '{manager,owner,staff}'),
('pending', 'confirmed', '{manager,owner,staff}'),
('pending', 'declined', '{manager,owner,staff}'),
('pending', 'cancelled_by_customer', '{customer,guest}'),
('pending', 'cancelled_by_business', '{manager,owner,staff}'),
('confirmed', 'checked_in', '{manager,owner,staff}'),
('confirmed', 'completed', '{manager,owner,staff}'),
('confirmed', 'no_show', '{manager,owner,staff}'),
('confirmed', 'cancelled_by_customer', '{customer,guest}'),
('confirmed', 'cancelled_by_business', '{manager,owner,staff}'),
('checked_in', 'completed', '{manager,owner,staff}'),
-- A payment that comes too late has its time again, if that is still free.
('expired', 'confirmed', '{}'),
('expired', 'pending', '{}');

create table data.series (
    tenant_id uuid not null,
    series_id uuid not null default uuidv7(),
    service_id uuid not null,
    customer_id uuid not null,
    rrule data.recurrence_rule not null,
    starts_at timestamptz not null,
    time_zone data.time_zone not null,
    mode data.series_mode not null,
    skipped jsonb not null default '[]',
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint series_pkey primary key (tenant_id, series_id),
    constraint series_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete restrict,
    constraint series_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict
);

comment on table data.series is
    'What was asked for when bookings were made by a rule. Each of them goes its own way since.';
comment on column data.series.rrule is 'As it was given.';
comment on column data.series.starts_at is 'The first occurrence.';
comment on column data.series.time_zone is 'Where the rule was expanded: on the wall there.';
comment on column data.series.skipped is
    'The occurrences that could not be booked, and why.';

create index series_service_idx on data.series (tenant_id, service_id);
create index series_customer_idx on data.series (tenant_id, customer_id);

create table data.bookings (
    tenant_id uuid not null,
    booking_id uuid not null default uuidv7(),
    version integer not null default 1,
    status data.booking_status not null,
    payment_status text not null default 'none',
    service_id uuid not null,
    resource_id uuid not null,
    location_id uuid not null,
    customer_id uuid not null,
    session_id uuid not null,
    seat integer not null default 1,
    place integer not null default 1,
    party_size data.seat_count not null default 1,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    time_zone data.time_zone not null,
    any_resource boolean not null default false,
    price_minor data.minor_units not null,
    deposit_minor data.minor_units not null default 0,
    currency data.currency_code not null,
    buffer_before_minutes data.buffer_minutes not null,
    buffer_after_minutes data.buffer_minutes not null,
    cancel_window_minutes data.window_minutes not null,
    reschedule_window_minutes data.window_minutes not null,
    customer_name data.short_text not null,
    customer_email data.email_address,
    customer_phone data.phone_number,
    note data.long_text,
    locale data.locale_tag not null,
    hold_expires_at timestamptz,
    lapses_at timestamptz,
    series_id uuid,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    refund_policy data.refund_policy,
    card_required boolean not null default false,
    tax_basis_points data.basis_points,
    tax_is_inclusive boolean,
    discount_minor data.minor_units,
    constraint bookings_pkey primary key (tenant_id, booking_id),
    constraint bookings_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete restrict,
    constraint bookings_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint bookings_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete restrict,
    constraint bookings_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict,
    constraint bookings_series_fkey foreign key (tenant_id, series_id)
    references data.series on delete restrict,
    constraint bookings_payment_status_known check (
        payment_status in (
            'none', 'requires_payment', 'paid', 'partially_refunded', 'refunded', 'disputed'
        )
    ),
    constraint bookings_hold_has_deadline check ((status = 'held') = (hold_expires_at is not null)),
    constraint bookings_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '24 hours'
    )
);

comment on table data.bookings is 'What a customer bought, as it was agreed at that moment.';
comment on column data.bookings.version is 'Rises with every change that a client can see.';
comment on column data.bookings.resource_id is 'The lead: whose calendar it stands in.';
comment on column data.bookings.session_id is
    'What its allocations share with others: itself, or the class that it is a place of.';
comment on column data.bookings.seat is 'Which seat of the lead. May change: seats are alike.';
comment on column data.bookings.place is 'The first of its places in the session.';
comment on column data.bookings.any_resource is 'The customer asked for anyone who is free.';
comment on column data.bookings.discount_minor is
    'What a reward, or a session paid in advance, takes off the price. Null: nothing.';
comment on column data.bookings.hold_expires_at is
    'When a hold''s slot becomes anybody''s: after lapses_at if somebody waits, to be handed on.';
comment on column data.bookings.lapses_at is
    'Until when a hold can be paid, accepted or confirmed. Null: until hold_expires_at.';
comment on column data.bookings.tax_basis_points is
    'How much tax was agreed. Null: none, as for what is free.';
comment on column data.bookings.tax_is_inclusive is
    'Whether the price has the tax in it. Null: there is none.';
comment on column data.bookings.customer_name is
    'As said with this booking; the customer''s own record may say otherwise.';
comment on column data.bookings.refund_policy is
    'What was agreed to go back when the customer cancels. Null: everything.';
comment on column data.bookings.card_required is
    'There has to be a card that a fee can be charged to, before it is more than held.';

create unique index bookings_one_per_start on data.bookings (
    tenant_id, resource_id, starts_at, seat, place
)
where (status in ('held', 'pending', 'confirmed', 'checked_in'));

create index bookings_starts_idx on data.bookings (tenant_id, starts_at, booking_id);
create index bookings_resource_idx on data.bookings (tenant_id, resource_id, starts_at);
create index bookings_customer_idx on data.bookings (tenant_id, customer_id, starts_at);
create index bookings_series_idx on data.bookings (tenant_id, series_id, starts_at)
where (series_id is not null);

-- The sweep reads all of it, of every tenant: it holds what is held at the moment, and no more.
create index bookings_lapses_idx on data.bookings (tenant_id, lapses_at)
where (status = 'held');

create table data.allocations (
    tenant_id uuid not null,
    booking_id uuid not null,
    resource_id uuid not null,
    place integer not null,
    seat integer not null,
    session_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    during tstzrange not null generated always as (tstzrange(starts_at, ends_at)) stored,
    hold_expires_at timestamptz,
    active boolean not null default true,
    person_id uuid,
    constraint allocations_pkey primary key (tenant_id, booking_id, resource_id, place),
    constraint allocations_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint allocations_resource_fkey foreign key (tenant_id, resource_id)
    references data.resources on delete restrict,
    constraint allocations_seat_positive check (seat > 0 and place > 0),
    -- Empty and unbounded spans would slip past the exclusion constraint.
    constraint allocations_length_sane check (
        starts_at < ends_at and ends_at - starts_at <= '32 hours'
    ),
    -- The rule the whole product rests on.
    constraint allocations_no_overlap exclude using gist (
        tenant_id with =, resource_id with =, seat with =, during with &&, session_id with <>
    ) where (active)
);

comment on table data.allocations is
    'One seat of one resource, occupied by one booking for one half-open span, buffers included.';
comment on column data.allocations.place is
    'Which place of the session. 1, unless the service is a class.';
comment on column data.allocations.hold_expires_at is
    'From then on it no longer counts. Null: it stays.';
comment on column data.allocations.active is 'False once its booking has let go of the slot.';
comment on column data.allocations.person_id is
    'Who is engaged by it wherever else they work: then it has an engagement.';

-- Only classes share a session. A plain visit is its own, and the primary key is enough.
create unique index allocations_one_place_in_class on data.allocations (
    tenant_id, resource_id, session_id, place
)
where (active and session_id <> booking_id);

-- What availability reads. Its range conditions are on timestamptz, which is leakproof, so that
-- row security lets them be index conditions; && on the range would not be.
create index allocations_calendar_idx on data.allocations (tenant_id, resource_id, starts_at)
include (ends_at, hold_expires_at, seat, session_id, booking_id)
where (active);

-- How long an answer about availability is good for: it holds what is held at the moment.
create index allocations_holds_idx on data.allocations (tenant_id, hold_expires_at)
where (active and hold_expires_at is not null);

create table data.idempotency_keys (
    tenant_id uuid not null,
    caller text not null,
    idempotency_key text not null,
    request_hash text not null,
    answer jsonb,
    headers jsonb,
    created_at timestamptz not null default now(),
    constraint idempotency_keys_pkey primary key (tenant_id, caller, idempotency_key),
    constraint idempotency_keys_key_fits check (char_length(idempotency_key) between 1 and 255)
);

comment on table data.idempotency_keys is
    'What was answered to a request that may be sent again, committed with its effect.';

create index idempotency_keys_created_idx on data.idempotency_keys (tenant_id, created_at);
create index idempotency_keys_applicants_idx on data.idempotency_keys (tenant_id, created_at)
where (caller = 'applicant');

alter table data.booking_transitions owner to holdfast_owner;
alter table data.booking_transitions enable row level security;
alter table data.booking_transitions force row level security;
alter table data.series owner to holdfast_owner;
alter table data.series enable row level security;
alter table data.series force row level security;
alter table data.bookings owner to holdfast_owner;
alter table data.bookings enable row level security;
alter table data.bookings force row level security;
alter table data.allocations owner to holdfast_owner;
alter table data.allocations enable row level security;
alter table data.allocations force row level security;
alter table data.idempotency_keys owner to holdfast_owner;
alter table data.idempotency_keys enable row level security;
alter table data.idempotency_keys force row level security;
