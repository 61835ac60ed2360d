-- The shapes of what the ledger and Stripe do not agree on.

create type api.reconciliation_difference as (
    object_id uuid,
    kind text,
    ledger api.money,
    stripe api.money,
    difference api.money
);

comment on type api.reconciliation_difference is 'Something that the two do not agree on.';
comment on column api.reconciliation_difference.object_id is
    'The payment, refund, dispute, payout or movement.';
comment on column api.reconciliation_difference.kind is
    'What that is: payment, refund, payout, … transaction: nothing of ours moved it.';
comment on column api.reconciliation_difference.ledger is 'What it moved by the ledger.';
comment on column api.reconciliation_difference.stripe is 'What it moved by Stripe.';
comment on column api.reconciliation_difference.difference is 'What the ledger has more.';

create type api.reconciliation_total as (currency text, ledger api.money, stripe api.money);

comment on type api.reconciliation_total is 'What moved in one currency.';
comment on column api.reconciliation_total.currency is 'ISO 4217.';
comment on column api.reconciliation_total.ledger is 'By the ledger.';
comment on column api.reconciliation_total.stripe is 'By Stripe.';

create type api.reconciliation as (
    "from" data.local_date,
    "to" data.local_date,
    is_reconciled boolean,
    totals api.reconciliation_total[],
    items api.reconciliation_difference[]
);

comment on type api.reconciliation is 'Whether the ledger and Stripe agree, to the cent.';
comment on column api.reconciliation."from" is 'The first day, UTC.';
comment on column api.reconciliation."to" is 'The last day, UTC.';
comment on column api.reconciliation.is_reconciled is 'Whether they agree on everything.';
comment on column api.reconciliation.totals is 'What moved in these days, by currency.';
comment on column api.reconciliation.items is
    'What they do not agree on, of all that moved something in these days.';
