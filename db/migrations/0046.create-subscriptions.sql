-- What businesses pay the platform (db/schema/67_subscriptions.sql).
-- depends: 0045.earn-visits

create domain data.plan_code as text
constraint plan_code_shape check (value ~ '^[a-z][a-z0-9_]{0,30}$');
comment on domain data.plan_code is 'Up to 31 lower-case letters, digits and underscores.';

create domain data.billing_interval as text
constraint billing_interval_known check (value in ('month', 'year'));
comment on domain data.billing_interval is 'How often it is paid: month or year.';

create domain data.plan_days as integer
constraint plan_days_sane check (value between 0 and 730);
comment on domain data.plan_days is 'Days, two years at most.';

create domain data.plan_limit as integer
constraint plan_limit_positive check (value >= 0);
comment on domain data.plan_limit is 'How many there may be.';

create table data.plans (
    plan data.plan_code not null,
    name data.short_text not null,
    description data.long_text,
    is_default boolean not null default false,
    is_public boolean not null default true,
    sort integer not null default 0,
    trial_days data.plan_days not null default 0,
    grace_days data.plan_days not null default 7,
    max_staff data.plan_limit,
    max_locations data.plan_limit,
    max_bookings data.plan_limit,
    max_messages data.plan_limit,
    features jsonb not null default '{}',
    stripe_product_id text,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint plans_pkey primary key (plan),
    constraint plans_product_key unique (stripe_product_id),
    constraint plans_features_are_named check (jsonb_typeof(features) = 'object'),
    constraint plans_default_stays check (not is_default or archived_at is null)
);

comment on table data.plans is 'Global. What businesses can subscribe to.';
comment on column data.plans.is_default is
    'What a business has that subscribes to nothing. There is one.';
comment on column data.plans.is_public is 'Whether businesses can choose it themselves.';
comment on column data.plans.trial_days is
    'How long it is free at first. Of the plan that is everybody''s: how long a new business has '
    'to choose another; 0: for ever.';
comment on column data.plans.grace_days is
    'How long a business that has not paid goes on before it can only be read.';
comment on column data.plans.max_staff is
    'People who can be booked, or work there. Null: any number.';
comment on column data.plans.max_bookings is 'New bookings in a month. Null: any number.';
comment on column data.plans.max_messages is
    'E-mails, SMS and WhatsApp messages about bookings in a month. Null: any number.';
comment on column data.plans.features is 'What else it comes with, by name, for whoever shows it.';

create unique index plans_one_default on data.plans (is_default) where (is_default);

insert into data.plans (plan, name, description, is_default, is_public)
values ('free', 'Free', 'What everybody has.', true, false);

create table data.plan_prices (
    price_id uuid not null default uuidv7(),
    plan data.plan_code not null,
    currency data.currency_code not null,
    billing_interval data.billing_interval not null,
    amount_minor data.minor_units not null,
    stripe_price_id text,
    retired_at timestamptz,
    created_at timestamptz not null default now(),
    constraint plan_prices_pkey primary key (price_id),
    constraint plan_prices_plan_fkey foreign key (plan) references data.plans,
    constraint plan_prices_stripe_key unique (stripe_price_id),
    constraint plan_prices_ask_something check (amount_minor > 0)
);

comment on table data.plan_prices is
    'Global. What plans cost. A price never changes: another takes its place, and who has it keeps '
    'it until they change.';

create index plan_prices_plan_idx on data.plan_prices (plan);
create unique index plan_prices_one_each on data.plan_prices (plan, currency, billing_interval)
where (retired_at is null);

create table data.tenant_subscriptions (
    tenant_id uuid not null,
    subscription_id uuid not null default uuidv7(),
    plan data.plan_code,
    status text not null default 'none',
    price_id uuid,
    stripe_id text,
    item_id text,
    payer_id text,
    period_starts_at timestamptz,
    period_ends_at timestamptz,
    trial_ends_at timestamptz,
    cancel_at timestamptz,
    ended_at timestamptz,
    free_until timestamptz,
    unpaid_since timestamptz,
    lapses_at timestamptz,
    pay_url text,
    checkout_id uuid,
    checkout_price_id uuid,
    session_id text,
    session_url text,
    session_expires_at timestamptz,
    change_id uuid,
    change_kind text,
    change_price_id uuid,
    change_error text,
    doubles text[] not null default '{}',
    remind_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint tenant_subscriptions_pkey primary key (tenant_id),
    constraint tenant_subscriptions_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint tenant_subscriptions_plan_fkey foreign key (plan) references data.plans,
    constraint tenant_subscriptions_price_fkey foreign key (price_id)
    references data.plan_prices,
    constraint tenant_subscriptions_checkout_price_fkey foreign key (checkout_price_id)
    references data.plan_prices,
    constraint tenant_subscriptions_change_price_fkey foreign key (change_price_id)
    references data.plan_prices,
    constraint tenant_subscriptions_id_key unique (tenant_id, subscription_id),
    constraint tenant_subscriptions_status_known check (
        status in (
            'none', 'incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid',
            'paused', 'canceled'
        )
    ),
    constraint tenant_subscriptions_change_known check (
        change_kind in ('change', 'cancel', 'resume')
    )
);

comment on table data.tenant_subscriptions is 'What a business pays the platform for.';
comment on column data.tenant_subscriptions.plan is 'Null: what everybody has.';
comment on column data.tenant_subscriptions.status is
    'As Stripe says it. none: nobody has subscribed to anything yet.';
comment on column data.tenant_subscriptions.stripe_id is 'The subscription with Stripe: sub_….';
comment on column data.tenant_subscriptions.payer_id is 'The customer with Stripe: cus_….';
comment on column data.tenant_subscriptions.cancel_at is 'When it ends, if nobody resumes it.';
comment on column data.tenant_subscriptions.free_until is
    'Until when it may do without a subscription. Null: for ever.';
comment on column data.tenant_subscriptions.unpaid_since is 'Since when a payment is missing.';
comment on column data.tenant_subscriptions.lapses_at is
    'From when on it can only be read, because nobody has paid. Null: there is no such moment.';
comment on column data.tenant_subscriptions.pay_url is 'Where what is missing can be paid.';
comment on column data.tenant_subscriptions.checkout_id is
    'The attempt to subscribe that is under way: Stripe is asked by it.';
comment on column data.tenant_subscriptions.change_id is
    'What Stripe is being asked to change. Null: nothing.';
comment on column data.tenant_subscriptions.change_error is
    'Why Stripe did not make the last change.';
comment on column data.tenant_subscriptions.doubles is
    'Subscriptions with Stripe that were made twice, and are to end.';
comment on column data.tenant_subscriptions.remind_at is 'When its owners are to be reminded next.';

create index tenant_subscriptions_due_idx on data.tenant_subscriptions (tenant_id, remind_at)
where (remind_at is not null);

create table data.subscription_invoices (
    tenant_id uuid not null,
    invoice_id text not null,
    number text,
    status text not null,
    amount_minor bigint not null,
    paid_minor bigint not null,
    currency data.currency_code not null,
    url text,
    pdf_url text,
    issued_at timestamptz not null,
    constraint subscription_invoices_pkey primary key (tenant_id, invoice_id),
    constraint subscription_invoices_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict
);

comment on table data.subscription_invoices is 'What Stripe has billed businesses for us.';
comment on column data.subscription_invoices.invoice_id is 'With Stripe: in_….';
comment on column data.subscription_invoices.status is
    'draft, open, paid, void or uncollectible, as Stripe says it.';

create table data.subscription_letters (
    tenant_id uuid not null,
    kind text not null,
    due_at timestamptz not null,
    sent_at timestamptz not null default now(),
    constraint subscription_letters_pkey primary key (tenant_id, kind, due_at),
    constraint subscription_letters_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade
);

comment on table data.subscription_letters is
    'What the owners of a business have been reminded of, each once.';
comment on column data.subscription_letters.due_at is 'When it was due.';

alter table data.plans owner to holdfast_owner;
alter table data.plans enable row level security;
alter table data.plans force row level security;
alter table data.plan_prices owner to holdfast_owner;
alter table data.plan_prices enable row level security;
alter table data.plan_prices force row level security;
alter table data.tenant_subscriptions owner to holdfast_owner;
alter table data.tenant_subscriptions enable row level security;
alter table data.tenant_subscriptions force row level security;
alter table data.subscription_invoices owner to holdfast_owner;
alter table data.subscription_invoices enable row level security;
alter table data.subscription_invoices force row level security;
alter table data.subscription_letters owner to holdfast_owner;
alter table data.subscription_letters enable row level security;
alter table data.subscription_letters force row level security;

insert into data.impersonal_columns (table_name, column_name, reason)
values
('plan_prices', 'billing_interval', 'One of our words.'),
('plan_prices', 'plan', 'What the platform sells.'),
('plan_prices', 'stripe_price_id', 'Made up by a program.'),
('plans', 'description', 'What the platform sells.'),
('plans', 'features', 'What the platform sells.'),
('plans', 'name', 'What the platform sells.'),
('plans', 'plan', 'What the platform sells.'),
('plans', 'stripe_product_id', 'Made up by a program.'),
('subscription_invoices', 'invoice_id', 'Made up by a program.'),
('subscription_invoices', 'number', 'A number.'),
('subscription_invoices', 'pdf_url', 'A bill of a business.'),
('subscription_invoices', 'status', 'A word of Stripe, not ours.'),
('subscription_invoices', 'url', 'A bill of a business.'),
('subscription_letters', 'kind', 'One of our words.'),
('tenant_subscriptions', 'change_error', 'What a program says.'),
('tenant_subscriptions', 'doubles', 'Made up by a program.'),
('tenant_subscriptions', 'item_id', 'Made up by a program.'),
('tenant_subscriptions', 'pay_url', 'A bill of a business.'),
('tenant_subscriptions', 'payer_id', 'Made up by a program.'),
('tenant_subscriptions', 'plan', 'What the platform sells.'),
('tenant_subscriptions', 'session_id', 'Made up by a program.'),
('tenant_subscriptions', 'session_url', 'Made up by a program.'),
('tenant_subscriptions', 'stripe_id', 'Made up by a program.');
