-- What goes back when a customer cancels, what is charged of who does not come, cards to charge it
-- to, and what the banks of customers ask back.
-- depends: 0042.name-stripe

create domain data.refund_policy as jsonb
constraint refund_policy_shape check (
    value is null
    or jsonb_typeof(value) = 'object'
    and value - '{tiers,no_show_percent,late_cancel_percent}'::text[] = '{}'
    and coalesce(jsonb_typeof(value -> 'tiers') = 'array', false)
    and coalesce(jsonb_array_length(value -> 'tiers') <= 10, false)
    and not jsonb_path_exists(
        value,
        '$.tiers[*] ? (!(@.type() == "object" && @.notice_minutes.type() == "number"
        && @.notice_minutes >= 0 && @.notice_minutes <= 525600
        && @.notice_minutes.floor() == @.notice_minutes && @.percent.type() == "number"
        && @.percent >= 0 && @.percent <= 100 && @.percent.floor() == @.percent))'
    )
    and not jsonb_path_exists(
        value, '$.tiers[*].keyvalue() ? (@.key != "notice_minutes" && @.key != "percent")'
    )
    and not jsonb_path_exists(
        value - 'tiers',
        '$.* ? (!(@.type() == "number" && @ >= 0 && @ <= 100 && @.floor() == @))'
    )
);
comment on domain data.refund_policy is
    'What goes back of what was paid, by notice given, and what is charged of who comes too late '
    'or not at all: {"tiers": [{"notice_minutes": 1440, "percent": 50}], "no_show_percent": 50, '
    '"late_cancel_percent": 25}.';

create domain data.payment_status as text
constraint payment_status_known check (
    value in ('pending', 'processing', 'paid', 'failed', 'cancelled')
);
comment on domain data.payment_status is
    'What a payment is: pending, processing, paid, failed or cancelled.';

create domain data.dispute_status as text
constraint dispute_status_known check (
    value in ('needs_response', 'under_review', 'lost', 'won')
);
comment on domain data.dispute_status is
    'What a dispute is: needs_response, under_review, lost or won.';

alter table data.tenants
add column refund_policy data.refund_policy,
add column staff_refund_limit_minor data.minor_units not null default 0,
add column fee_grace_minutes data.window_minutes not null default 60;
comment on column data.tenants.refund_policy is
    'What goes back of what was paid when a customer cancels. Null: everything.';
comment on column data.tenants.staff_refund_limit_minor is
    'How much of a payment staff may give back, together. Owners and managers: all of it.';
comment on column data.tenants.fee_grace_minutes is
    'How long a fee can be waived before it is charged.';

alter table data.services
add column refund_policy data.refund_policy,
add column card_required boolean not null default false;
comment on column data.services.refund_policy is
    'What goes back when a customer cancels. Null: as the business has it.';
comment on column data.services.card_required is
    'A booking is held until there is a card to charge a fee to; what is paid online has one.';

alter table data.bookings
add column refund_policy data.refund_policy,
add column card_required boolean not null default false;
comment on column data.bookings.refund_policy is
    'What was agreed to go back when the customer cancels. Null: everything.';
comment on column data.bookings.card_required is
    'There has to be a card that a fee can be charged to, before it is more than held.';

alter table data.payments
add column due_at timestamptz,
add column waived_by uuid;
comment on column data.payments.due_at is
    'Of a fee: when it is charged to the card that is on file. Null: it is paid on a page.';
comment on column data.payments.waived_by is
    'Who called a fee off: if it was charged all the same, it goes back.';

-- squawk-ignore require-concurrent-index-creation
create index payments_created_idx on data.payments (tenant_id, created_at, payment_id);

alter table data.refunds
add column tip_minor data.minor_units not null default 0;
comment on column data.refunds.tip_minor is 'How much of it is of the tip.';

create table data.disputes (
    tenant_id uuid not null,
    dispute_id uuid not null default uuidv7(),
    payment_id uuid not null,
    booking_id uuid,
    stripe_id text not null,
    status text not null,
    amount_minor data.minor_units not null,
    fee_minor data.minor_units not null default 0,
    currency data.currency_code not null,
    reason text,
    evidence_due_at timestamptz,
    opened_at timestamptz not null,
    closed_at timestamptz,
    created_at timestamptz not null default now(),
    constraint disputes_pkey primary key (tenant_id, dispute_id),
    constraint disputes_payment_fkey foreign key (tenant_id, payment_id)
    references data.payments on delete restrict,
    constraint disputes_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint disputes_stripe_key unique (tenant_id, stripe_id),
    constraint disputes_status_known check (
        status in ('needs_response', 'under_review', 'lost', 'won')
    ),
    constraint disputes_closed_when check (
        (status in ('lost', 'won')) = (closed_at is not null)
    )
);

comment on table data.disputes is 'Payments that the banks of customers ask back.';
comment on column data.disputes.status is
    'needs_response (by evidence_due_at), under_review, lost or won.';
comment on column data.disputes.fee_minor is 'What Stripe takes for it.';
comment on column data.disputes.reason is
    'A word of Stripe''s: fraudulent, product_not_received, …';
comment on column data.disputes.evidence_due_at is 'Until when the business can answer.';

create index disputes_payment_idx on data.disputes (tenant_id, payment_id);
create index disputes_booking_idx on data.disputes (tenant_id, booking_id);

create table data.cards (
    tenant_id uuid not null,
    card_id uuid not null default uuidv7(),
    customer_id uuid not null,
    booking_id uuid not null,
    status text not null default 'pending',
    account_id text not null,
    session_id text,
    session_url text,
    session_expires_at timestamptz,
    stripe_customer_id text,
    payment_method_id text,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer,
    created_at timestamptz not null default now(),
    constraint cards_pkey primary key (tenant_id, card_id),
    constraint cards_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete restrict,
    constraint cards_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint cards_status_known check (status in ('pending', 'ready', 'failed', 'gone'))
);

comment on table data.cards is
    'Cards that customers gave for fees: what they are stands with Stripe, not here.';
comment on column data.cards.booking_id is
    'What it was given for: it counts for that booking, and for those of the same series.';
comment on column data.cards.status is
    'pending (a page is open for it), ready, failed (the page was closed) or gone (taken back).';
comment on column data.cards.account_id is 'The account that it is known to, with Stripe.';
comment on column data.cards.session_url is 'Where it can be given, while it can.';
comment on column data.cards.last4 is 'Its last digits, for whoever has several.';

create index cards_booking_idx on data.cards (tenant_id, booking_id);
create index cards_customer_idx on data.cards (tenant_id, customer_id);

-- There is one page at a time on which a card is given for a booking.
create unique index cards_one_pending on data.cards (tenant_id, booking_id)
where (status = 'pending');

alter table data.disputes owner to holdfast_owner;
alter table data.disputes enable row level security;
alter table data.disputes force row level security;
alter table data.cards owner to holdfast_owner;
alter table data.cards enable row level security;
alter table data.cards force row level security;

insert into data.personal_columns (table_name, column_name, kind)
values
('cards', 'brand', 'text'),
('cards', 'last4', 'text'),
('cards', 'payment_method_id', 'text'),
('cards', 'stripe_customer_id', 'text');

insert into data.impersonal_columns (table_name, column_name, reason)
values
('bookings', 'refund_policy', 'Rules of a business.'),
('cards', 'account_id', 'Stripe''s; of a business.'),
('cards', 'session_id', 'Stripe''s.'),
('cards', 'session_url', 'Stripe''s.'),
('disputes', 'reason', 'A word of Stripe''s.'),
('disputes', 'stripe_id', 'Stripe''s.'),
('services', 'refund_policy', 'Rules of a business.'),
('tenants', 'refund_policy', 'Rules of a business.');
