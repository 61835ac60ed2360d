-- What is paid in advance, and what is given for coming (db/schema/78_prepaid.sql).
-- depends: 0046.create-subscriptions

alter table data.bookings add column discount_minor data.minor_units;
comment on column data.bookings.discount_minor is
    'What a reward, or a session paid in advance, takes off the price. Null: nothing.';

alter table data.payments add column source_id uuid;
comment on column data.payments.source_id is
    'Which gift card, package or customer''s credit it came out of; null if none.';

-- squawk-ignore ban-drop-constraint
alter table data.payments drop constraint payments_method_known;
-- squawk-ignore constraint-missing-not-valid
alter table data.payments add constraint payments_method_known check (
    method in (
        'stripe', 'cash', 'card_terminal', 'bank_transfer', 'credit', 'gift_card', 'package'
    )
);

alter table data.refunds add column to_credit boolean not null default false;
comment on column data.refunds.to_credit is
    'Whether it goes to the customer''s credit instead of where it came from.';

insert into data.ledger_kinds (kind, nature, subject, may_be_overdrawn, meaning)
values
(
    'points_owed', 'asset', 'customer', false,
    'Points that were spent before what earned them was given back.'
);

create table data.prepaid_settings (
    tenant_id uuid not null,
    gift_cards_online boolean not null default false,
    gift_card_months integer,
    smallest_gift_card_minor data.minor_units not null default 1000,
    largest_gift_card_minor data.minor_units not null default 50000,
    packages_unasked boolean not null default false,
    constraint prepaid_settings_pkey primary key (tenant_id),
    constraint prepaid_settings_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint prepaid_settings_sane check (
        gift_card_months between 1 and 240
        and smallest_gift_card_minor > 0
        and smallest_gift_card_minor <= largest_gift_card_minor
    )
);

comment on table data.prepaid_settings is
    'What a business sells in advance. No row: as the defaults say.';
comment on column data.prepaid_settings.gift_cards_online is
    'Whether anybody can buy a gift card online.';
comment on column data.prepaid_settings.gift_card_months is
    'How long a gift card is good. Null: for ever.';
comment on column data.prepaid_settings.packages_unasked is
    'Whether a session is spent without being asked for, where somebody has one that fits.';

create table data.gift_cards (
    tenant_id uuid not null,
    gift_card_id uuid not null default uuidv7(),
    code_hash bytea,
    code_end text,
    amount_minor data.minor_units not null,
    currency data.currency_code not null,
    status text not null default 'pending',
    customer_id uuid,
    payment_id uuid,
    recipient_name data.short_text,
    recipient_email data.email_address,
    message data.long_text,
    locale data.locale_tag not null,
    expires_at timestamptz,
    issued_at timestamptz,
    void_reason data.long_text,
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint gift_cards_pkey primary key (tenant_id, gift_card_id),
    constraint gift_cards_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict,
    constraint gift_cards_payment_fkey foreign key (tenant_id, payment_id)
    references data.payments on delete restrict,
    constraint gift_cards_status_known check (
        status in ('pending', 'active', 'expired', 'voided')
    ),
    constraint gift_cards_are_worth_something check (amount_minor > 0),
    constraint gift_cards_issued_with_code check (
        status = 'pending' or (issued_at is not null and code_hash is not null)
    )
);

comment on table data.gift_cards is
    'Money paid in advance, for whoever has the code. What is left of it stands in the ledger.';
comment on column data.gift_cards.code_hash is
    'Of the code, with the key of the business. Null: it was not issued yet.';
comment on column data.gift_cards.code_end is 'The last four signs of the code, to tell it by.';
comment on column data.gift_cards.status is
    'pending (not paid yet), active, expired or voided.';
comment on column data.gift_cards.customer_id is 'Who bought it, if that is known.';
comment on column data.gift_cards.payment_id is 'What it was bought with.';
comment on column data.gift_cards.recipient_email is
    'Who is sent the code. Forgotten as soon as that is on its way.';

create unique index gift_cards_code_key on data.gift_cards (tenant_id, code_hash);
create index gift_cards_customer_idx on data.gift_cards (tenant_id, customer_id);
create unique index gift_cards_payment_key on data.gift_cards (tenant_id, payment_id);
create index gift_cards_expiry_idx on data.gift_cards (tenant_id, expires_at)
where (status = 'active');

create table data.packages (
    tenant_id uuid not null,
    package_id uuid not null default uuidv7(),
    name data.short_text not null,
    description data.long_text,
    sessions integer not null,
    price_minor data.minor_units not null,
    validity_days integer,
    service_ids uuid[] not null default '{}',
    is_public boolean not null default true,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    constraint packages_pkey primary key (tenant_id, package_id),
    constraint packages_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint packages_sane check (
        sessions between 1 and 1000
        and validity_days between 1 and 3650
        and price_minor >= sessions
    )
);

comment on table data.packages is 'Sessions that are sold together, and paid in advance.';
comment on column data.packages.validity_days is
    'How long they are good, from the day they are bought. Null: for ever.';
comment on column data.packages.service_ids is 'What they are good for. Empty: for everything.';

create table data.customer_packages (
    tenant_id uuid not null,
    customer_package_id uuid not null default uuidv7(),
    package_id uuid not null,
    customer_id uuid not null,
    payment_id uuid,
    status text not null default 'pending',
    sessions integer not null,
    price_minor data.minor_units not null,
    currency data.currency_code not null,
    service_ids uuid[] not null,
    locale data.locale_tag not null,
    expires_at timestamptz,
    issued_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint customer_packages_pkey primary key (tenant_id, customer_package_id),
    constraint customer_packages_package_fkey foreign key (tenant_id, package_id)
    references data.packages on delete restrict,
    constraint customer_packages_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict,
    constraint customer_packages_payment_fkey foreign key (tenant_id, payment_id)
    references data.payments on delete restrict,
    constraint customer_packages_status_known check (status in ('pending', 'active', 'expired'))
);

comment on table data.customer_packages is
    'A package that somebody bought, as it was then. What is left of it stands in the ledger.';
comment on column data.customer_packages.status is 'pending (not paid yet), active or expired.';

create index customer_packages_package_idx on data.customer_packages (tenant_id, package_id);
create index customer_packages_customer_idx on data.customer_packages (
    tenant_id, customer_id, expires_at
);
create unique index customer_packages_payment_key on data.customer_packages (
    tenant_id, payment_id
);
create index customer_packages_expiry_idx on data.customer_packages (tenant_id, expires_at)
where (status = 'active');

create table data.adjustments (
    tenant_id uuid not null,
    adjustment_id uuid not null default uuidv7(),
    customer_id uuid not null,
    kind text not null,
    amount bigint not null,
    unit data.currency_code not null,
    reason data.body_text not null,
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint adjustments_pkey primary key (tenant_id, adjustment_id),
    constraint adjustments_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict,
    constraint adjustments_kind_known check (kind in ('credit', 'points')),
    constraint adjustments_move_something check (amount <> 0)
);

comment on table data.adjustments is
    'Credit and points that staff gave, or took, and why.';
comment on column data.adjustments.amount is 'What was given; negative if it was taken.';
comment on column data.adjustments.unit is 'A currency, or PTS.';

create index adjustments_customer_idx on data.adjustments (tenant_id, customer_id);

create table data.loyalty_programmes (
    tenant_id uuid not null,
    enabled boolean not null default false,
    points_per_hundred integer not null default 1,
    points_per_visit integer not null default 0,
    smallest_spend_minor data.minor_units not null default 0,
    expiry_months integer,
    rates jsonb not null default '[]',
    tiers jsonb not null default '[]',
    swept_at timestamptz not null default now(),
    constraint loyalty_programmes_pkey primary key (tenant_id),
    constraint loyalty_programmes_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint loyalty_programmes_sane check (
        points_per_hundred between 0 and 10000
        and points_per_visit between 0 and 1000000
        and expiry_months between 1 and 240
    )
);

comment on table data.loyalty_programmes is 'How customers earn points. No row: they do not.';
comment on column data.loyalty_programmes.points_per_hundred is
    'For each hundred minor units that are spent: for each euro, if that is what is paid in.';
comment on column data.loyalty_programmes.points_per_visit is 'For each visit, whatever it costs.';
comment on column data.loyalty_programmes.smallest_spend_minor is
    'A visit that costs less earns nothing for what is spent.';
comment on column data.loyalty_programmes.expiry_months is
    'How long points are good. Null: for ever.';
comment on column data.loyalty_programmes.rates is
    'Services that earn more or less: [{service_id, percent}].';
comment on column data.loyalty_programmes.tiers is
    'Who earned so much in twelve months earns more: [{name, points, percent}].';
comment on column data.loyalty_programmes.swept_at is 'When points were last looked at for age.';

create index loyalty_programmes_swept_idx on data.loyalty_programmes (tenant_id, swept_at)
where (expiry_months is not null);

create domain data.reward_kind as text
constraint reward_kind_known check (value in ('amount', 'percent', 'service'));
comment on domain data.reward_kind is 'What a reward is: amount, percent or service.';

create table data.rewards (
    tenant_id uuid not null,
    reward_id uuid not null default uuidv7(),
    name data.short_text not null,
    description data.long_text,
    kind data.reward_kind not null,
    points integer not null,
    amount_minor data.minor_units,
    percent integer,
    service_id uuid,
    is_public boolean not null default true,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    constraint rewards_pkey primary key (tenant_id, reward_id),
    constraint rewards_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint rewards_service_fkey foreign key (tenant_id, service_id)
    references data.services on delete restrict,
    constraint rewards_sane check (
        points between 1 and 10000000
        and case kind
            when 'amount' then coalesce(amount_minor > 0, false) and percent is null
            when 'percent' then coalesce(percent between 1 and 100, false) and amount_minor is null
            else service_id is not null and amount_minor is null and percent is null
        end
    )
);

comment on table data.rewards is 'What points buy.';
comment on column data.rewards.kind is
    'amount (off the price), percent (of it), or service (that one, free).';
comment on column data.rewards.service_id is 'What it is for. Null: anything.';

create index rewards_service_idx on data.rewards (tenant_id, service_id);

create table data.redemptions (
    tenant_id uuid not null,
    booking_id uuid not null,
    reward_id uuid not null,
    customer_id uuid not null,
    points integer not null,
    discount_minor data.minor_units not null,
    returned_at timestamptz,
    created_at timestamptz not null default now(),
    constraint redemptions_pkey primary key (tenant_id, booking_id),
    constraint redemptions_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint redemptions_reward_fkey foreign key (tenant_id, reward_id)
    references data.rewards on delete restrict,
    constraint redemptions_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict
);

comment on table data.redemptions is 'Rewards that were used, one for a booking.';
comment on column data.redemptions.discount_minor is 'What it took off the price.';
comment on column data.redemptions.returned_at is
    'When its points were given back. Null: they are spent.';

create index redemptions_reward_idx on data.redemptions (tenant_id, reward_id);
create index redemptions_customer_idx on data.redemptions (tenant_id, customer_id);

insert into data.personal_columns (table_name, column_name, kind)
values
('adjustments', 'reason', 'text'),
('gift_cards', 'code_hash', 'secret'),
('gift_cards', 'message', 'text'),
('gift_cards', 'recipient_email', 'text'),
('gift_cards', 'recipient_name', 'name'),
('gift_cards', 'void_reason', 'text');

insert into data.impersonal_columns (table_name, column_name, reason)
values
('gift_cards', 'code_end', 'A part of a code, and too little of it.'),
('loyalty_programmes', 'rates', 'Ids of services, and numbers.'),
('loyalty_programmes', 'tiers', 'Names of tiers, and numbers.'),
('packages', 'description', 'What is sold.'),
('packages', 'name', 'What is sold.'),
('packages', 'service_ids', 'Ids of services.'),
('customer_packages', 'service_ids', 'Ids of services.'),
('rewards', 'description', 'What is offered.'),
('rewards', 'name', 'What is offered.');

alter table data.prepaid_settings owner to holdfast_owner;
alter table data.prepaid_settings enable row level security;
alter table data.prepaid_settings force row level security;
alter table data.gift_cards owner to holdfast_owner;
alter table data.gift_cards enable row level security;
alter table data.gift_cards force row level security;
alter table data.packages owner to holdfast_owner;
alter table data.packages enable row level security;
alter table data.packages force row level security;
alter table data.customer_packages owner to holdfast_owner;
alter table data.customer_packages enable row level security;
alter table data.customer_packages force row level security;
alter table data.adjustments owner to holdfast_owner;
alter table data.adjustments enable row level security;
alter table data.adjustments force row level security;
alter table data.loyalty_programmes owner to holdfast_owner;
alter table data.loyalty_programmes enable row level security;
alter table data.loyalty_programmes force row level security;
alter table data.rewards owner to holdfast_owner;
alter table data.rewards enable row level security;
alter table data.rewards force row level security;
alter table data.redemptions owner to holdfast_owner;
alter table data.redemptions enable row level security;
alter table data.redemptions force row level security;
