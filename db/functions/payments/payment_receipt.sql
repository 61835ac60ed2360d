-- What whoever paid on site is given.

create type api.receipt_line as (kind text, amount api.money, tax_basis_points integer);

comment on type api.receipt_line is 'A line of what was paid.';
comment on column api.receipt_line.kind is 'price, deposit, balance, tax or tip.';
comment on column api.receipt_line.amount is 'Without tax, but for a line of tax.';
comment on column api.receipt_line.tax_basis_points is
    'Of a line of tax: how much, in hundredths of a per cent; null otherwise.';

create type api.payment_receipt as (
    payment_id uuid,
    booking_id uuid,
    status text,
    method text,
    amount api.money,
    tip api.money,
    lines api.receipt_line[],
    total api.money,
    amount_paid api.money,
    amount_due api.money,
    recorded_at data.utc_instant
);

comment on type api.payment_receipt is 'A payment that was made on site, and what it leaves.';
comment on column api.payment_receipt.payment_id is 'UUIDv7.';
comment on column api.payment_receipt.booking_id is 'What it is for.';
comment on column api.payment_receipt.status is 'paid; or cancelled: it was recorded by mistake.';
comment on column api.payment_receipt.method is 'cash, card_terminal or bank_transfer.';
comment on column api.payment_receipt.amount is 'What was paid for the booking, without the tip.';
comment on column api.payment_receipt.tip is 'What was given on top.';
comment on column api.payment_receipt.lines is 'What amount and tip are made of.';
comment on column api.payment_receipt.total is 'What the booking costs, with tax.';
comment on column api.payment_receipt.amount_paid is 'What has been paid for it by now.';
comment on column api.payment_receipt.amount_due is 'What is left to pay.';
comment on column api.payment_receipt.recorded_at is 'UTC.';
