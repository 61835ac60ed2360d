-- The shapes that payouts have outside the database.

create type api.payout as (
    id uuid,
    status text,
    amount api.money,
    arrives_on data.local_date,
    failure_code text,
    is_reconciled boolean,
    created_at data.utc_instant,
    settled_at data.utc_instant,
    stripe_id text
);

comment on type api.payout is 'What Stripe pays out to the bank of the business.';
comment on column api.payout.id is 'UUIDv7.';
comment on column api.payout.status is
    'pending, in_transit, paid, failed or cancelled: what fails is with Stripe again.';
comment on column api.payout.amount is 'Less than nothing: what the bank pays in.';
comment on column api.payout.arrives_on is 'When the bank has it; null: not said.';
comment on column api.payout.failure_code is 'Why it failed, in Stripe''s words; null: it did not.';
comment on column api.payout.is_reconciled is 'Whether what is in it is known for good.';
comment on column api.payout.created_at is 'UTC.';
comment on column api.payout.settled_at is 'UTC. When it came to an end; null: it has not.';
comment on column api.payout.stripe_id is 'What Stripe calls it.';

create type api.payout_part as (type text, count integer, amount api.money, fee api.money);

comment on type api.payout_part is 'What is of one kind in a payout.';
comment on column api.payout_part.type is
    'charge, refund, adjustment (a dispute) …: Stripe''s words.';
comment on column api.payout_part.count is 'How many there are.';
comment on column api.payout_part.amount is 'What they come to, before fees.';
comment on column api.payout_part.fee is 'What was taken off.';

create type api.payout_details as (payout api.payout, parts api.payout_part[], net api.money);

comment on type api.payout_details is 'A payout, and what is in it.';
comment on column api.payout_details.payout is 'The payout.';
comment on column api.payout_details.parts is 'What is in it, by kind; empty until Stripe says so.';
comment on column api.payout_details.net is
    'What that comes to after fees: the amount of the payout, once all of it is known.';

create type api.balance_transaction as (
    id uuid,
    type text,
    amount api.money,
    fee api.money,
    platform_fee api.money,
    net api.money,
    object_id uuid,
    payout_id uuid,
    occurred_at data.utc_instant,
    available_at data.utc_instant,
    stripe_id text
);

comment on type api.balance_transaction is 'Something that moved on the balance with Stripe.';
comment on column api.balance_transaction.id is 'UUIDv7.';
comment on column api.balance_transaction.type is 'charge, refund, payout …: Stripe''s words.';
comment on column api.balance_transaction.amount is 'Before fees.';
comment on column api.balance_transaction.fee is 'What was taken off, by Stripe and the platform.';
comment on column api.balance_transaction.platform_fee is 'How much of that is the platform''s.';
comment on column api.balance_transaction.net is 'What moved.';
comment on column api.balance_transaction.object_id is
    'The payment, refund, dispute or payout that moved it; null: none of ours.';
comment on column api.balance_transaction.payout_id is 'The payout that it went out with.';
comment on column api.balance_transaction.occurred_at is 'UTC.';
comment on column api.balance_transaction.available_at is 'UTC. From when it can be paid out.';
comment on column api.balance_transaction.stripe_id is 'What Stripe calls it.';

create type api.payment_balance as (
    currency text,
    available api.money,
    pending api.money,
    disputed api.money,
    in_transit api.money
);

comment on type api.payment_balance is 'What is with Stripe in one currency.';
comment on column api.payment_balance.currency is 'ISO 4217.';
comment on column api.payment_balance.available is 'What can be paid out.';
comment on column api.payment_balance.pending is 'What can be paid out soon.';
comment on column api.payment_balance.disputed is
    'What the banks of customers have taken back, to be decided: it is in neither of the two.';
comment on column api.payment_balance.in_transit is 'What is being paid out.';

create type api.payment_balances as (balances api.payment_balance[]);

comment on type api.payment_balances is 'What is with Stripe.';
comment on column api.payment_balances.balances is 'By currency.';
