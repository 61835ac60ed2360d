-- The shapes that a business and its places have outside the database.

create type api.branding as (accent text, tagline text);

comment on type api.branding is 'How a business looks.';
comment on column api.branding.accent is 'Its colour: #1f6feb.';
comment on column api.branding.tagline is 'A line about it; null if it has none.';

create type api.policies as (
    hold_minutes integer,
    slot_minutes integer,
    notice_minutes integer,
    horizon_days integer,
    cancel_window_minutes integer,
    reschedule_window_minutes integer,
    waitlist_rule data.waitlist_rule,
    offer_minutes integer,
    refund_policy jsonb,
    tips_on boolean,
    tip_percents integer[]
);

comment on type api.policies is 'The rules of a business for its customers.';
comment on column api.policies.hold_minutes is 'How long an unpaid booking keeps its time.';
comment on column api.policies.slot_minutes is 'Distance between two starts on offer.';
comment on column api.policies.notice_minutes is 'Booked at least this long ahead.';
comment on column api.policies.horizon_days is 'Booked at most this many days ahead.';
comment on column api.policies.cancel_window_minutes is 'Cancelled until this long before.';
comment on column api.policies.reschedule_window_minutes is 'Moved until this long before.';
comment on column api.policies.waitlist_rule is
    'Who of those who wait comes first: first_come, priority, most_visits or longest_visit.';
comment on column api.policies.offer_minutes is
    'How long whoever waited has to accept an offer.';
comment on column api.policies.refund_policy is
    'What goes back when a customer cancels, by notice given, and what is charged of who comes too '
    'late or not at all; null: everything goes back. A service may have its own.';
comment on column api.policies.tips_on is 'Whether a tip may be given with what is paid.';
comment on column api.policies.tip_percents is 'The tips that are suggested, in per cent.';

create type api.location as (
    id uuid,
    name text,
    address text,
    time_zone text,
    latitude double precision,
    longitude double precision,
    tax_name text,
    tax_number text,
    tax_basis_points integer,
    tax_is_inclusive boolean,
    hours api.opening_hours[]
);

comment on type api.location is 'A place of a business, with its own clock.';
comment on column api.location.id is 'UUIDv7.';
comment on column api.location.name is 'Its name.';
comment on column api.location.address is 'Where to go; null if nobody said.';
comment on column api.location.time_zone is 'IANA zone of its clock.';
comment on column api.location.latitude is 'Degrees north; null if its position is not known.';
comment on column api.location.longitude is 'Degrees east; null if its position is not known.';
comment on column api.location.tax_name is 'What its tax is called: VAT; null if nobody said.';
comment on column api.location.tax_number is
    'The number it is registered for tax with; null if nobody said.';
comment on column api.location.tax_basis_points is
    'Tax on what is sold there, in hundredths of a per cent: 2200 is 22 %. Services may differ.';
comment on column api.location.tax_is_inclusive is
    'Whether prices have the tax in them; if not, it comes on top.';
comment on column api.location.hours is 'When it is open these days; empty if nobody said.';

create type api.tenant as (
    name text,
    slug text,
    preset text,
    branding api.branding,
    locale text,
    currency text,
    time_zone text,
    policies api.policies,
    locations api.location[]
);

comment on type api.tenant is 'A business, as anybody may know it.';
comment on column api.tenant.slug is 'Its name in URLs.';
comment on column api.tenant.name is 'Its name.';
comment on column api.tenant.preset is 'salon, clinic, fitness, professional or restaurant.';
comment on column api.tenant.branding is 'How it looks.';
comment on column api.tenant.locale is 'Its language, unless a customer has another.';
comment on column api.tenant.currency is 'ISO 4217.';
comment on column api.tenant.time_zone is 'IANA zone of the business; locations have their own.';
comment on column api.tenant.policies is 'Its rules for customers.';
comment on column api.tenant.locations is 'Where it is.';

create type api.tenant_summary as (
    slug text,
    name text,
    preset text,
    distance_km double precision
);

comment on type api.tenant_summary is 'A business in the directory.';
comment on column api.tenant_summary.slug is 'Its name in URLs.';
comment on column api.tenant_summary.name is 'Its name.';
comment on column api.tenant_summary.preset is 'What kind of business it is.';
comment on column api.tenant_summary.distance_km is
    'To its nearest location; null unless a place was asked for.';
