-- The shapes that a service has outside the database.

create type api.lead_terms as (resource_id uuid, duration_minutes integer, price api.money);

comment on type api.lead_terms is 'What a service is with a lead that has terms of its own.';
comment on column api.lead_terms.resource_id is 'The lead.';
comment on column api.lead_terms.duration_minutes is
    'How long it takes them; null: as long as the service says.';
comment on column api.lead_terms.price is 'What they cost; null: what the service says.';

create type api.requirement as ("position" integer, quantity integer, resource_ids uuid[]);

comment on type api.requirement is 'A part that resources take in a service.';
comment on column api.requirement.position is 'From 1 on. 1 leads: the calendar it is booked in.';
comment on column api.requirement.quantity is 'How many of them a visit needs at once.';
comment on column api.requirement.resource_ids is 'Who or what can take it.';

create type api.taxed_price as (
    location_id uuid,
    tax_name text,
    tax_basis_points integer,
    net api.money,
    tax api.money,
    total api.money
);

comment on type api.taxed_price is 'What a service costs in one place, without tax and with it.';
comment on column api.taxed_price.location_id is 'Where.';
comment on column api.taxed_price.tax_name is 'What the tax is called there; null if nobody said.';
comment on column api.taxed_price.tax_basis_points is 'The rate, in hundredths of a per cent.';
comment on column api.taxed_price.net is 'Without tax.';
comment on column api.taxed_price.tax is 'The tax.';
comment on column api.taxed_price.total is 'What is to be paid.';

create type api.service as (
    id uuid,
    name text,
    description text,
    category text,
    duration_minutes integer,
    buffer_before_minutes integer,
    buffer_after_minutes integer,
    price api.money,
    deposit api.money,
    pay_online boolean,
    capacity integer,
    needs_acceptance boolean,
    slot_minutes integer,
    notice_minutes integer,
    horizon_days integer,
    max_per_day integer,
    is_public boolean,
    refund_policy jsonb,
    card_required boolean,
    tax_basis_points integer,
    prices api.taxed_price[],
    resources uuid[],
    lead_terms api.lead_terms[],
    requirements api.requirement[]
);

comment on type api.service is 'What a customer can book.';
comment on column api.service.id is 'UUIDv7.';
comment on column api.service.name is 'What it is called.';
comment on column api.service.description is 'What is said of it; null if nothing.';
comment on column api.service.category is 'What it is listed under; null if under nothing.';
comment on column api.service.duration_minutes is 'How long a visit takes.';
comment on column api.service.buffer_before_minutes is 'What is kept free before a visit.';
comment on column api.service.buffer_after_minutes is 'What is kept free after a visit.';
comment on column api.service.price is 'What a visit costs.';
comment on column api.service.deposit is 'What is due in advance.';
comment on column api.service.pay_online is
    'Whether a booking is held until it is paid. If not, it is free or paid on site.';
comment on column api.service.capacity is
    'Places in one session. 1: a visit of one booking. More: a class that bookings share.';
comment on column api.service.needs_acceptance is
    'Whether a booking is pending until the business confirms it.';
comment on column api.service.slot_minutes is
    'Distance between two starts; null: as the business has it.';
comment on column api.service.notice_minutes is
    'Customers book at least this long ahead; null: as the business has it.';
comment on column api.service.horizon_days is
    'Customers book at most this many days ahead; null: as the business has it.';
comment on column api.service.max_per_day is
    'Active bookings of it on one local day, at most; null: any number.';
comment on column api.service.is_public is 'Whether customers see it and may book it.';
comment on column api.service.refund_policy is
    'What goes back when a customer cancels, by notice given, and what is charged of who comes too '
    'late or not at all; null: as the business has it.';
comment on column api.service.card_required is
    'Whether a booking is held until there is a card that a fee can be charged to.';
comment on column api.service.tax_basis_points is
    'The tax on it, in hundredths of a per cent; null: as much as there is where it takes place.';
comment on column api.service.prices is
    'What it costs without tax and with it, in each place where there is tax and it is done.';
comment on column api.service.resources is 'The leads: each can be booked for it.';
comment on column api.service.lead_terms is
    'The leads for whom it takes, or costs, something else.';
comment on column api.service.requirements is
    'All that a visit needs, in parts; null for customers.';
