-- What customers pay: reserve first, then charge. A payment is begun for a booking that exists, and
-- what Stripe says of it later decides what becomes of both. Stripe's events are kept as the facts
-- that we go by; what a payment, refund, dispute, account or payout is, is a function of all that
-- are known, in whatever order and number they came.

create table data.payment_accounts (
    tenant_id uuid not null,
    account_id text,
    charges_enabled boolean not null default false,
    payouts_enabled boolean not null default false,
    details_submitted boolean not null default false,
    disabled_reason text,
    requirements text[] not null default '{}',
    fee_basis_points integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    country data.country_code,
    contact_email data.email_address,
    requirements_due_at timestamptz,
    constraint payment_accounts_pkey primary key (tenant_id),
    constraint payment_accounts_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint payment_accounts_account_shape check (account_id ~ '^acct_[A-Za-z0-9_]+$'),
    constraint payment_accounts_fee_sane check (fee_basis_points between 0 and 5000),
    constraint payment_accounts_able_when_known check (
        account_id is not null or not (charges_enabled or payouts_enabled)
    )
);

comment on table data.payment_accounts is
    'A business''s own account with Stripe: it is paid directly.';
comment on column data.payment_accounts.account_id is 'Stripe''s. Null: it was not told yet.';
comment on column data.payment_accounts.charges_enabled is 'Whether customers can pay online.';
comment on column data.payment_accounts.requirements is 'What Stripe still wants to know.';
comment on column data.payment_accounts.fee_basis_points is
    'What the platform takes of each payment, in hundredths of a per cent. Null: what it takes of '
    'every business (data.platform_settings).';
comment on column data.payment_accounts.requirements_due_at is
    'Until when Stripe wants to know what it wants to know.';

create table data.payments (
    tenant_id uuid not null,
    payment_id uuid not null default uuidv7(),
    booking_id uuid,
    part text not null,
    method text not null,
    status text not null,
    amount_minor data.minor_units not null,
    tip_minor data.minor_units not null default 0,
    currency data.currency_code not null,
    application_fee_minor data.minor_units not null default 0,
    account_id text,
    session_id text,
    session_url text,
    session_expires_at timestamptz,
    intent_id text,
    charge_id text,
    recorded_by uuid,
    paid_at timestamptz,
    created_at timestamptz not null default now(),
    due_at timestamptz,
    waived_by uuid,
    source_id uuid,
    constraint payments_pkey primary key (tenant_id, payment_id),
    constraint payments_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint payments_part_known check (
        part in ('full', 'deposit', 'balance', 'fee', 'sale')
    ),
    constraint payments_method_known check (
        method in (
            'stripe', 'cash', 'card_terminal', 'bank_transfer', 'credit', 'gift_card', 'package'
        )
    ),
    constraint payments_status_known check (
        status in ('pending', 'processing', 'paid', 'failed', 'cancelled')
    ),
    constraint payments_move_something check (amount_minor > 0),
    constraint payments_tip_within check (tip_minor <= amount_minor),
    constraint payments_paid_when check ((status = 'paid') = (paid_at is not null))
);

comment on table data.payments is 'What customers have paid, or are about to.';
comment on column data.payments.booking_id is 'What it is for. Null: no booking, but a sale.';
comment on column data.payments.part is
    'full, deposit or balance (the rest) of a booking; a fee; or a sale: a gift card, a package.';
comment on column data.payments.status is
    'pending, processing (the bank takes its time), paid, failed or cancelled.';
comment on column data.payments.amount_minor is 'All of it, with tip and tax.';
comment on column data.payments.tip_minor is 'How much of it is a tip.';
comment on column data.payments.account_id is 'The account that it is paid into, with Stripe.';
comment on column data.payments.source_id is
    'Which gift card, package or customer''s credit it came out of; null if none.';
comment on column data.payments.session_url is 'Where it can be paid, while it can.';
comment on column data.payments.due_at is
    'Of a fee: when it is charged to the card that is on file. Null: it is paid on a page.';
comment on column data.payments.waived_by is
    'Who called a fee off: if it was charged all the same, it goes back.';

create index payments_booking_idx on data.payments (tenant_id, booking_id);
create index payments_paid_idx on data.payments (tenant_id, paid_at, payment_id)
where (status = 'paid');

create index payments_created_idx on data.payments (tenant_id, created_at, payment_id);

-- Of what is not paid yet there is one for each booking and part: who asks twice gets the same.
create unique index payments_one_open on data.payments (tenant_id, booking_id, part)
where (status in ('pending', 'processing') and method = 'stripe');

create table data.payment_lines (
    tenant_id uuid not null,
    payment_id uuid not null,
    line integer not null,
    kind text not null,
    amount_minor bigint not null,
    tax_basis_points integer,
    constraint payment_lines_pkey primary key (tenant_id, payment_id, line),
    constraint payment_lines_payment_fkey foreign key (tenant_id, payment_id)
    references data.payments on delete restrict,
    constraint payment_lines_kind_known check (
        kind in ('price', 'deposit', 'balance', 'tax', 'tip', 'fee', 'discount', 'sale')
    )
);

comment on table data.payment_lines is 'What an amount is made of: its lines come to all of it.';
comment on column data.payment_lines.tax_basis_points is
    'Of a line of tax: how much, in hundredths of a per cent.';

create table data.refunds (
    tenant_id uuid not null,
    refund_id uuid not null default uuidv7(),
    payment_id uuid not null,
    booking_id uuid,
    amount_minor data.minor_units not null,
    currency data.currency_code not null,
    reason text not null,
    note data.long_text,
    status text not null default 'requested',
    stripe_id text,
    last_error text,
    requested_by uuid,
    created_at timestamptz not null default now(),
    settled_at timestamptz,
    tip_minor data.minor_units not null default 0,
    to_credit boolean not null default false,
    constraint refunds_pkey primary key (tenant_id, refund_id),
    constraint refunds_payment_fkey foreign key (tenant_id, payment_id)
    references data.payments on delete restrict,
    constraint refunds_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete restrict,
    constraint refunds_reason_known check (
        reason in ('late_payment', 'paid_twice', 'cancelled', 'staff', 'outside')
    ),
    constraint refunds_status_known check (
        status in ('requested', 'pending', 'succeeded', 'failed', 'cancelled')
    ),
    constraint refunds_move_something check (amount_minor > 0)
);

comment on table data.refunds is 'What goes back to customers.';
comment on column data.refunds.reason is
    'late_payment (the time was gone), paid_twice, cancelled (by the policy), staff, or outside '
    '(with Stripe, past us).';
comment on column data.refunds.to_credit is
    'Whether it goes to the customer''s credit instead of where it came from.';
comment on column data.refunds.status is
    'requested (of Stripe), pending (with the bank), succeeded, failed or cancelled.';
comment on column data.refunds.tip_minor is 'How much of it is of the tip.';

create index refunds_payment_idx on data.refunds (tenant_id, payment_id);
create index refunds_booking_idx on data.refunds (tenant_id, booking_id);

-- A payment that came too late, or for the second time, goes back once.
create unique index refunds_once_for_all on data.refunds (tenant_id, payment_id)
where (reason in ('late_payment', 'paid_twice'));

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

create table data.stripe_objects (
    stripe_id text not null,
    tenant_id uuid not null,
    kind text not null,
    object_id uuid not null,
    constraint stripe_objects_pkey primary key (stripe_id),
    constraint stripe_objects_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint stripe_objects_kind_shape check (kind ~ '^[a-z_]+$')
);

comment on table data.stripe_objects is
    'Global. Which of Stripe''s objects is which of ours: so events find their business.';
comment on column data.stripe_objects.kind is
    'What object_id is: account, payment, refund, dispute, payout, card, subscription …';

create index stripe_objects_object_idx on data.stripe_objects (tenant_id, object_id);

create table data.stripe_events (
    event_id text not null,
    type text not null,
    account_id text,
    created_at timestamptz not null,
    object_id text not null,
    facts jsonb not null,
    tenant_id uuid,
    outcome text not null,
    received_at timestamptz not null default now(),
    constraint stripe_events_pkey primary key (event_id),
    constraint stripe_events_outcome_known check (
        outcome in ('heeded', 'ignored', 'unmatched')
    )
);

comment on table data.stripe_events is
    'Global. What Stripe has told us, each once: the facts that we go by, and nothing personal.';
comment on column data.stripe_events.created_at is 'When it happened there, to the second.';
comment on column data.stripe_events.object_id is
    'What it is about: cs_…, pi_…, ch_…, re_…, sub_….';
comment on column data.stripe_events.facts is
    'Ids, states, amounts and times of the object as it was then (private.stripe_facts).';
comment on column data.stripe_events.outcome is
    'heeded; ignored (a type that we do not go by); unmatched (nothing of ours, so far).';

create index stripe_events_tenant_idx on data.stripe_events (tenant_id, received_at)
where (tenant_id is not null);

create table data.stripe_mentions (
    stripe_id text not null,
    event_id text not null,
    constraint stripe_mentions_pkey primary key (stripe_id, event_id),
    constraint stripe_mentions_event_fkey foreign key (event_id)
    references data.stripe_events on delete cascade
);

comment on table data.stripe_mentions is
    'Global. Which events name which object: all that is known of it.';

create index stripe_mentions_event_idx on data.stripe_mentions (event_id);

alter table data.payment_accounts owner to holdfast_owner;
alter table data.payment_accounts enable row level security;
alter table data.payment_accounts force row level security;
alter table data.payments owner to holdfast_owner;
alter table data.payments enable row level security;
alter table data.payments force row level security;
alter table data.payment_lines owner to holdfast_owner;
alter table data.payment_lines enable row level security;
alter table data.payment_lines force row level security;
alter table data.refunds owner to holdfast_owner;
alter table data.refunds enable row level security;
alter table data.refunds force row level security;
alter table data.disputes owner to holdfast_owner;
alter table data.disputes enable row level security;
alter table data.disputes force row level security;
alter table data.cards owner to holdfast_owner;
alter table data.cards enable row level security;
alter table data.cards force row level security;
alter table data.stripe_objects owner to holdfast_owner;
alter table data.stripe_objects enable row level security;
alter table data.stripe_objects force row level security;
alter table data.stripe_events owner to holdfast_owner;
alter table data.stripe_events enable row level security;
alter table data.stripe_events force row level security;
alter table data.stripe_mentions owner to holdfast_owner;
alter table data.stripe_mentions enable row level security;
alter table data.stripe_mentions force row level security;
