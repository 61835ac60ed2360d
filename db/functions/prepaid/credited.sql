-- What clients are told of a payment that was given back as credit.

create type api.credited as (
    refund_id uuid, payment_id uuid, customer_id uuid, amount api.money, settled_at data.utc_instant
);

comment on type api.credited is 'What was given back as credit.';
comment on column api.credited.refund_id is 'UUIDv7.';
comment on column api.credited.payment_id is 'Of which payment.';
comment on column api.credited.customer_id is 'Whose credit it is.';
comment on column api.credited.amount is 'How much.';
comment on column api.credited.settled_at is 'UTC.';
