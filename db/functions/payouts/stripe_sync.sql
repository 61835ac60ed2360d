-- The shapes of what Stripe is asked because we may have missed it.

create type api.stripe_sync as (
    tenant_id uuid,
    account_id text,
    events_until bigint,
    transactions_until bigint
);

comment on type api.stripe_sync is 'An account of which Stripe is asked what we may have missed.';
comment on column api.stripe_sync.tenant_id is 'Whose it is; 00000000-…: our own.';
comment on column api.stripe_sync.account_id is 'Stripe''s; null: our own.';
comment on column api.stripe_sync.events_until is 'Events until then were looked at: seconds, UTC.';
comment on column api.stripe_sync.transactions_until is 'The same of movements on the balance.';

create type api.missing_events as (ids jsonb);

comment on type api.missing_events is 'Events that we do not have.';
comment on column api.missing_events.ids is 'Stripe''s ids.';

create type api.noted_transactions as (noted integer);

comment on type api.noted_transactions is 'Movements on the balance that were noted.';
comment on column api.noted_transactions.noted is 'How many we did not have.';

create type api.lost_refund as (
    refund_id uuid,
    account_id text,
    payment_intent text,
    charge text
);

comment on type api.lost_refund is 'A refund of which we do not know whether Stripe has it.';
comment on column api.lost_refund.refund_id is 'Ours; in its metadata, if Stripe has it.';
comment on column api.lost_refund.account_id is 'On which account.';
comment on column api.lost_refund.payment_intent is 'What was paid by; null: see charge.';
comment on column api.lost_refund.charge is 'What was paid by; null: see payment_intent.';
