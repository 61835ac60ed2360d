-- What the platform takes, what moved on businesses' balances with Stripe, and what was paid out:
-- Stripe's own account of it, beside the ledger's. Together they are the proof that neither is
-- wrong (data.reconciliation).

create table data.platform_settings (
    is_only boolean not null default true,
    fee_basis_points integer not null default 0,
    updated_by uuid,
    updated_at timestamptz not null default now(),
    constraint platform_settings_pkey primary key (is_only),
    constraint platform_settings_one check (is_only),
    constraint platform_settings_fee_sane check (fee_basis_points between 0 and 5000)
);

comment on table data.platform_settings is
    'Global. What holds for every business that nothing else was agreed with: one row.';
comment on column data.platform_settings.fee_basis_points is
    'What the platform takes of each payment, in hundredths of a per cent.';

insert into data.platform_settings default values;

create table data.payouts (
    tenant_id uuid not null,
    payout_id uuid not null default uuidv7(),
    stripe_id text not null,
    status text not null,
    amount_minor bigint not null,
    currency data.currency_code not null,
    arrives_on date,
    failure_code text,
    is_reconciled boolean not null default false,
    created_at timestamptz not null,
    settled_at timestamptz,
    constraint payouts_pkey primary key (tenant_id, payout_id),
    constraint payouts_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint payouts_stripe_key unique (tenant_id, stripe_id),
    constraint payouts_status_known check (
        status in ('pending', 'in_transit', 'paid', 'failed', 'cancelled')
    )
);

comment on table data.payouts is 'What Stripe pays out to the bank of a business.';
comment on column data.payouts.amount_minor is
    'Less than nothing: what the bank pays in, because the balance was negative.';
comment on column data.payouts.is_reconciled is
    'Whether Stripe has told what is in it for good.';

create index payouts_created_idx on data.payouts (tenant_id, created_at, payout_id);

create table data.balance_transactions (
    tenant_id uuid not null,
    transaction_id uuid not null default uuidv7(),
    stripe_id text not null,
    type text not null,
    amount_minor bigint not null,
    fee_minor bigint not null,
    platform_fee_minor bigint not null default 0,
    currency data.currency_code not null,
    source_id text,
    object_id uuid,
    payout_id uuid,
    occurred_at timestamptz not null,
    available_at timestamptz not null,
    noted_at timestamptz not null default now(),
    constraint balance_transactions_pkey primary key (tenant_id, transaction_id),
    constraint balance_transactions_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint balance_transactions_payout_fkey foreign key (tenant_id, payout_id)
    references data.payouts on delete restrict,
    constraint balance_transactions_stripe_key unique (tenant_id, stripe_id)
);

comment on table data.balance_transactions is
    'What moved on the balance of a business with Stripe, as Stripe says it.';
comment on column data.balance_transactions.type is 'Stripe''s word: charge, refund, payout …';
comment on column data.balance_transactions.fee_minor is
    'What was taken off: by Stripe, and by the platform.';
comment on column data.balance_transactions.platform_fee_minor is
    'How much of the fee is the platform''s.';
comment on column data.balance_transactions.source_id is 'What moved it: ch_…, re_…, po_….';
comment on column data.balance_transactions.object_id is
    'Which of ours that is: a payment, refund, dispute or payout. Null: none.';
comment on column data.balance_transactions.payout_id is 'Which payout it went out with.';

create index balance_transactions_payout_idx on data.balance_transactions (tenant_id, payout_id)
where (payout_id is not null);
create index balance_transactions_object_idx on data.balance_transactions (tenant_id, object_id);
create index balance_transactions_occurred_idx
on data.balance_transactions (tenant_id, occurred_at, transaction_id);

create table data.stripe_syncs (
    tenant_id uuid not null,
    events_until timestamptz not null default now(),
    transactions_until timestamptz not null default now(),
    due_at timestamptz not null default now(),
    synced_at timestamptz,
    repaired integer not null default 0,
    last_error text,
    constraint stripe_syncs_pkey primary key (tenant_id)
);

comment on table data.stripe_syncs is
    'How far we have asked Stripe what we may have missed. 00000000-…: of our own account.';
comment on column data.stripe_syncs.events_until is 'What happened before has been looked at.';
comment on column data.stripe_syncs.due_at is 'When it is asked next.';
comment on column data.stripe_syncs.repaired is 'How much was put right, all in all.';

create index stripe_syncs_due_idx on data.stripe_syncs (due_at);

insert into data.stripe_syncs (tenant_id) values ('00000000-0000-0000-0000-000000000000');

alter table data.platform_settings owner to holdfast_owner;
alter table data.platform_settings enable row level security;
alter table data.platform_settings force row level security;
alter table data.payouts owner to holdfast_owner;
alter table data.payouts enable row level security;
alter table data.payouts force row level security;
alter table data.balance_transactions owner to holdfast_owner;
alter table data.balance_transactions enable row level security;
alter table data.balance_transactions force row level security;
alter table data.stripe_syncs owner to holdfast_owner;
alter table data.stripe_syncs enable row level security;
alter table data.stripe_syncs force row level security;
