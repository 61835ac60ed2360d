-- A tenant is one business that takes bookings. Every other row belongs to one.
--
-- directory, directory_places and sites are global: what anybody may know of every business, so
-- that a slug, a place or a host can be looked up before a tenant is known. Triggers keep them.
-- presets and reserved_slugs are global data: app/migrate.py fills them from files.

create table data.tenants (
    tenant_id uuid not null default uuidv7(),
    slug data.slug not null,
    name data.short_text not null,
    preset data.preset_name not null,
    status text not null default 'active',
    tagline data.long_text,
    accent data.colour not null default '#1f6feb',
    locale data.locale_tag not null default 'en',
    currency data.currency_code not null,
    time_zone data.time_zone not null,
    hold_minutes data.duration_minutes not null default 15,
    slot_minutes data.duration_minutes not null default 15,
    notice_minutes data.window_minutes not null default 60,
    horizon_days integer not null default 90,
    cancel_window_minutes data.window_minutes not null default 1440,
    reschedule_window_minutes data.window_minutes not null default 1440,
    max_live_holds data.seat_count not null default 3,
    max_per_customer_per_day data.seat_count,
    waitlist_rule data.waitlist_rule not null default 'first_come',
    offer_minutes data.duration_minutes not null default 30,
    country data.country_code,
    pending_until timestamptz,
    created_at timestamptz not null default now(),
    refund_policy data.refund_policy,
    staff_refund_limit_minor data.minor_units not null default 0,
    fee_grace_minutes data.window_minutes not null default 60,
    tips_on boolean not null default true,
    tip_percents integer[] not null default '{5,10,15}',
    constraint tenants_pkey primary key (tenant_id),
    constraint tenants_status_known check (status in ('pending', 'active', 'suspended')),
    constraint tenants_pending_ends check ((status = 'pending') = (pending_until is not null)),
    constraint tenants_horizon_sane check (horizon_days between 1 and 730),
    constraint tenants_tips_sane check (
        cardinality(tip_percents) <= 6
        and 1 <= all(tip_percents) and 100 >= all(tip_percents)
    )
);

comment on table data.tenants is 'One business that takes bookings.';
comment on column data.tenants.hold_minutes is 'How long an unpaid hold keeps its slot.';
comment on column data.tenants.slot_minutes is 'Distance between two starts on offer.';
comment on column data.tenants.notice_minutes is 'Customers book at least this long ahead.';
comment on column data.tenants.horizon_days is 'Customers book at most this many days ahead.';
comment on column data.tenants.cancel_window_minutes is
    'Customers may cancel until this long before the start.';
comment on column data.tenants.reschedule_window_minutes is
    'Customers may move a booking until this long before the start.';
comment on column data.tenants.max_live_holds is 'Live holds that one customer may have at once.';
comment on column data.tenants.max_per_customer_per_day is
    'Active bookings that one customer may have on one local day. Null: any number.';
comment on column data.tenants.waitlist_rule is 'Who of those who wait comes first.';
comment on column data.tenants.offer_minutes is
    'How long whoever waited has to accept an offer, before it goes to the next.';
comment on column data.tenants.country is 'Where it is at home: how telephone numbers are read.';
comment on column data.tenants.pending_until is
    'Until when whoever applied can prove their e-mail address. Null: they have.';
comment on column data.tenants.refund_policy is
    'What goes back of what was paid when a customer cancels. Null: everything.';
comment on column data.tenants.staff_refund_limit_minor is
    'How much of a payment staff may give back, together. Owners and managers: all of it.';
comment on column data.tenants.fee_grace_minutes is
    'How long a fee can be waived before it is charged.';
comment on column data.tenants.tips_on is 'Whether customers may give a tip with what they pay.';
comment on column data.tenants.tip_percents is 'The tips that are suggested, in per cent.';

create table data.tenant_keys (
    tenant_id uuid not null,
    manage_key bytea not null default decode(
        replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'
    ),
    constraint tenant_keys_pkey primary key (tenant_id),
    constraint tenant_keys_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade
);

comment on table data.tenant_keys is
    'Secrets of a tenant, apart from it so that nobody who reads tenants reads these.';
comment on column data.tenant_keys.manage_key is
    'Makes the manage tokens of bookings; changing it revokes all of them.';

create table data.locations (
    tenant_id uuid not null,
    location_id uuid not null default uuidv7(),
    name data.short_text not null,
    address data.long_text,
    time_zone data.time_zone not null,
    latitude data.latitude,
    longitude data.longitude,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    tax_name data.short_text,
    tax_number data.short_text,
    tax_basis_points data.basis_points not null default 0,
    tax_is_inclusive boolean not null default true,
    constraint locations_pkey primary key (tenant_id, location_id),
    constraint locations_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint locations_position_whole check ((latitude is null) = (longitude is null))
);

comment on table data.locations is 'A place of a business, with its own clock.';
comment on column data.locations.tax_name is 'What its tax is called: VAT. Null: nobody said.';
comment on column data.locations.tax_number is 'The number that it is registered for tax with.';
comment on column data.locations.tax_basis_points is 'How much tax there is on what is sold there.';
comment on column data.locations.tax_is_inclusive is
    'Whether prices have the tax in them already. False: it comes on top.';

create table data.directory (
    tenant_id uuid not null,
    slug data.slug not null,
    name data.short_text not null,
    preset data.preset_name not null,
    status text not null,
    pending_until timestamptz,
    constraint directory_pkey primary key (tenant_id),
    constraint directory_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint directory_slug_key unique (slug)
);

comment on table data.directory is 'Global. Which businesses there are, and which slug is whose.';

create index directory_name_idx on data.directory (name, tenant_id);

create table data.directory_places (
    tenant_id uuid not null,
    location_id uuid not null,
    latitude data.latitude not null,
    longitude data.longitude not null,
    constraint directory_places_pkey primary key (tenant_id, location_id),
    constraint directory_places_location_fkey foreign key (tenant_id, location_id)
    references data.locations on delete cascade
);

comment on table data.directory_places is 'Global. Where businesses are.';

create index directory_places_position_idx on data.directory_places
using gist (public.ll_to_earth(latitude, longitude));

create table data.domains (
    tenant_id uuid not null,
    domain_id uuid not null default uuidv7(),
    host data.host_name not null,
    token text not null default replace(
        gen_random_uuid()::text || gen_random_uuid()::text, '-', ''
    ),
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    constraint domains_pkey primary key (tenant_id, domain_id),
    constraint domains_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint domains_host_key unique (tenant_id, host)
);

comment on table data.domains is 'A host of a business''s own, claimed and perhaps verified.';
comment on column data.domains.token is 'What a TXT record has to say, to verify it.';
comment on column data.domains.verified_at is 'When DNS said that it is theirs. Null: not yet.';

create table data.sites (
    tenant_id uuid not null,
    host data.host_name not null,
    constraint sites_pkey primary key (tenant_id, host),
    constraint sites_domain_fkey foreign key (tenant_id, host)
    references data.domains (tenant_id, host) on delete cascade,
    constraint sites_host_key unique (host)
);

comment on table data.sites is 'Global. Which host is whose: the verified domains.';

create table data.presets (
    preset data.preset_name not null,
    document jsonb not null,
    constraint presets_pkey primary key (preset)
);

comment on table data.presets is
    'Global. What each kind of business starts with, in four languages: db/presets, as data.';

create table data.reserved_slugs (
    slug data.slug not null,
    constraint reserved_slugs_pkey primary key (slug)
);

comment on table data.reserved_slugs is 'Global. What no business can be called in URLs.';

create table data.templates (
    tenant_id uuid not null,
    kind data.template_kind not null,
    locale data.template_locale not null,
    subject data.template_text,
    body data.template_text,
    updated_at timestamptz,
    constraint templates_pkey primary key (tenant_id, kind, locale),
    constraint templates_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint templates_subject_is_a_line check (
        char_length(subject) <= 200 and subject !~ '[\r\n]'
    ),
    constraint templates_whole check ((subject is null) = (body is null))
);

comment on table data.templates is 'What a business says itself, to its customers and its staff.';
comment on column data.templates.subject is 'Null: nothing, so that our own text stands.';
comment on column data.templates.updated_at is 'When it was changed. Null: as in the preset.';

alter table data.tenants owner to holdfast_owner;
alter table data.tenants enable row level security;
alter table data.tenants force row level security;
alter table data.tenant_keys owner to holdfast_owner;
alter table data.tenant_keys enable row level security;
alter table data.tenant_keys force row level security;
alter table data.locations owner to holdfast_owner;
alter table data.locations enable row level security;
alter table data.locations force row level security;
alter table data.directory owner to holdfast_owner;
alter table data.directory enable row level security;
alter table data.directory force row level security;
alter table data.directory_places owner to holdfast_owner;
alter table data.directory_places enable row level security;
alter table data.directory_places force row level security;
alter table data.domains owner to holdfast_owner;
alter table data.domains enable row level security;
alter table data.domains force row level security;
alter table data.sites owner to holdfast_owner;
alter table data.sites enable row level security;
alter table data.sites force row level security;
alter table data.presets owner to holdfast_owner;
alter table data.presets enable row level security;
alter table data.presets force row level security;
alter table data.reserved_slugs owner to holdfast_owner;
alter table data.reserved_slugs enable row level security;
alter table data.reserved_slugs force row level security;
alter table data.templates owner to holdfast_owner;
alter table data.templates enable row level security;
alter table data.templates force row level security;
