-- Every cent, twice: a journal says what happened once, its postings what that moved. Nothing here
-- is ever changed or deleted: what was wrong is put right by another journal. Nothing stores a
-- total either: what an account has is the sum of its postings (private.balance_of).
--
-- Amounts are in minor units of the unit beside them: a currency, PTS for points of loyalty, SES
-- for sessions that were paid in advance. A debit is positive, a credit negative.

create table data.ledger_kinds (
    kind text not null,
    nature text not null,
    subject text,
    may_be_overdrawn boolean not null default true,
    meaning text not null,
    constraint ledger_kinds_pkey primary key (kind),
    constraint ledger_kinds_nature_known check (
        nature in ('asset', 'liability', 'income', 'expense')
    ),
    constraint ledger_kinds_subject_known check (
        subject in ('customer', 'resource', 'gift_card', 'package')
    )
);

comment on table data.ledger_kinds is 'Global. The chart of accounts, the same for every business.';
comment on column data.ledger_kinds.nature is
    'asset and expense grow by debits, liability and income by credits.';
comment on column data.ledger_kinds.subject is
    'Whose accounts of this kind are: there is one for each. Null: one for the business.';
comment on column data.ledger_kinds.may_be_overdrawn is
    'False: it never has less than nothing, whoever writes and however many at once.';

insert into data.ledger_kinds (kind, nature, subject, may_be_overdrawn, meaning)
values
('bank', 'asset', null, true, 'What Stripe has paid out.'),
('bank_transfer', 'asset', null, true, 'What customers have transferred.'),
('card_terminal', 'asset', null, true, 'What was paid by card on site.'),
('cash', 'asset', null, true, 'What was paid in cash, and is in the till.'),
('disputed', 'asset', null, true, 'What the banks of customers have taken back, to be decided.'),
('exchange', 'asset', null, true, 'What Stripe has changed into another currency, and for it.'),
('in_transit', 'asset', null, true, 'What Stripe is paying out.'),
(
    'points_owed', 'asset', 'customer', false,
    'Points that were spent before what earned them was given back.'
),
('receivable', 'asset', null, true, 'What is owed for visits that are over.'),
('stripe_balance', 'asset', null, true, 'What is with Stripe.'),
('commission_payable', 'liability', 'resource', true, 'What staff have earned and not had yet.'),
('customer_credit', 'liability', 'customer', false, 'What customers have to their credit.'),
('deposits', 'liability', null, true, 'What was paid for visits that are not over.'),
('gift_card', 'liability', 'gift_card', false, 'What is left on gift cards.'),
('loyalty_points', 'liability', 'customer', false, 'Points that customers have.'),
('package_sessions', 'liability', 'package', false, 'Sessions that are left of packages.'),
('package_value', 'liability', 'package', false, 'What was paid for sessions that are left.'),
('payroll', 'liability', null, true, 'What staff get with their wages.'),
('refunds_due', 'liability', null, true, 'What is on its way back to customers.'),
('tax', 'liability', null, true, 'Tax that was charged.'),
('tips', 'liability', 'resource', true, 'Tips that are staff''s.'),
('breakage', 'income', null, true, 'What expired unspent.'),
('fees', 'income', null, true, 'What was kept, or charged, of who came too late or not at all.'),
('revenue', 'income', null, true, 'What was earned, without tax.'),
('cash_differences', 'expense', null, true, 'What was missing when tills were counted.'),
('cash_moved', 'expense', null, true, 'What was taken out of tills, less what was put in.'),
('commission', 'expense', null, true, 'What staff earn by commission.'),
('discounts', 'expense', null, true, 'Rewards that were given.'),
('disputes_lost', 'expense', null, true, 'What the banks of customers did not give back.'),
(
    'loyalty_issued', 'expense', null, true,
    'Points that were given, which loyalty_points stand against.'
),
('platform_fees', 'expense', null, true, 'What the platform takes.'),
(
    'sessions_issued', 'expense', null, true,
    'Sessions that were sold, which package_sessions stand against.'
),
('stripe_fees', 'expense', null, true, 'What Stripe takes.');

create table data.ledger_accounts (
    tenant_id uuid not null,
    account_id uuid not null default uuidv7(),
    kind text not null,
    subject_id uuid,
    unit data.currency_code not null,
    created_at timestamptz not null default now(),
    constraint ledger_accounts_pkey primary key (tenant_id, account_id),
    constraint ledger_accounts_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint ledger_accounts_kind_fkey foreign key (kind) references data.ledger_kinds,
    constraint ledger_accounts_unit_key unique (tenant_id, account_id, unit),
    constraint ledger_accounts_one_each unique nulls not distinct (
        tenant_id, kind, subject_id, unit
    )
);

comment on table data.ledger_accounts is 'The accounts of a business: made when first needed.';
comment on column data.ledger_accounts.subject_id is
    'The customer, member of staff, gift card or package. Null: the business.';
comment on column data.ledger_accounts.unit is
    'A currency (ISO 4217), PTS (points of loyalty) or SES (sessions).';

create table data.journals (
    tenant_id uuid not null,
    journal_id uuid not null default uuidv7(),
    kind text not null,
    cause text not null,
    object_id uuid not null,
    occurred_at timestamptz not null default now(),
    created_by uuid,
    created_at timestamptz not null default now(),
    happened_at timestamptz,
    constraint journals_pkey primary key (tenant_id, journal_id),
    constraint journals_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint journals_kind_shape check (kind ~ '^[a-z_]+\.[a-z_]+$'),
    -- What happened once is written down once, however often it is heard of.
    constraint journals_cause_key unique (tenant_id, cause)
);

comment on table data.journals is 'What moved money, once each.';
comment on column data.journals.kind is 'What it was, as events are called: payment.paid.';
comment on column data.journals.cause is
    'What caused it: payment.paid:<id>. There is never a second journal of it.';
comment on column data.journals.object_id is
    'The payment, refund, dispute, payout, booking … that it is about.';
comment on column data.journals.occurred_at is 'When the money moved, which reports go by.';
comment on column data.journals.happened_at is
    'When it really moved, if that was in a month that is closed. Null: when it occurred.';

create index journals_object_idx on data.journals (tenant_id, object_id);
create index journals_occurred_idx on data.journals (tenant_id, occurred_at, journal_id);

create table data.postings (
    tenant_id uuid not null,
    journal_id uuid not null,
    line integer not null,
    account_id uuid not null,
    amount_minor bigint not null,
    unit data.currency_code not null,
    booking_id uuid,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    customer_id uuid,
    constraint postings_pkey primary key (tenant_id, journal_id, line),
    constraint postings_journal_fkey foreign key (tenant_id, journal_id)
    references data.journals on delete restrict,
    constraint postings_account_fkey foreign key (tenant_id, account_id, unit)
    references data.ledger_accounts (tenant_id, account_id, unit) on delete restrict,
    constraint postings_move_something check (amount_minor <> 0)
);

comment on table data.postings is 'What a journal moved: debits positive, credits negative.';
comment on column data.postings.booking_id is
    'What reports ask for: of which visit, service, member of staff, place and customer it is.';

create index postings_account_idx on data.postings (tenant_id, account_id, unit)
include (amount_minor, journal_id);
create index postings_booking_idx on data.postings (tenant_id, booking_id)
where (booking_id is not null);

alter table data.ledger_kinds owner to holdfast_owner;
alter table data.ledger_kinds enable row level security;
alter table data.ledger_kinds force row level security;
alter table data.ledger_accounts owner to holdfast_owner;
alter table data.ledger_accounts enable row level security;
alter table data.ledger_accounts force row level security;
alter table data.journals owner to holdfast_owner;
alter table data.journals enable row level security;
alter table data.journals force row level security;
alter table data.postings owner to holdfast_owner;
alter table data.postings enable row level security;
alter table data.postings force row level security;
