-- The shapes that payments, refunds and disputes have outside the database.

create type api.payment_line as (kind text, amount api.money, tax_basis_points integer);

comment on type api.payment_line is 'A line of what a payment is made of.';
comment on column api.payment_line.kind is
    'price, deposit, balance, tax, tip, fee, discount or sale.';
comment on column api.payment_line.amount is 'How much.';
comment on column api.payment_line.tax_basis_points is
    'Of tax: how much, in hundredths of a per cent; null of the others.';

create type api.refund as (
    id uuid,
    payment_id uuid,
    booking_id uuid,
    amount api.money,
    tip api.money,
    reason text,
    note text,
    status text,
    error text,
    requested_by uuid,
    created_at data.utc_instant,
    settled_at data.utc_instant
);

comment on type api.refund is 'What goes back of a payment.';
comment on column api.refund.id is 'UUIDv7.';
comment on column api.refund.payment_id is 'Of which payment.';
comment on column api.refund.booking_id is 'What that was for; null: a sale.';
comment on column api.refund.amount is 'How much goes back.';
comment on column api.refund.tip is 'How much of it is of the tip.';
comment on column api.refund.reason is
    'late_payment (the time was gone), paid_twice, cancelled (by the policy), staff, or outside '
    '(with Stripe, past us).';
comment on column api.refund.note is 'What whoever gave it back wrote; null for customers.';
comment on column api.refund.status is
    'requested (of Stripe), pending (with the bank), succeeded, failed or cancelled.';
comment on column api.refund.error is 'Why it failed; null if it did not, and for customers.';
comment on column api.refund.requested_by is 'Who gave it back; null if nobody did by hand.';
comment on column api.refund.created_at is 'UTC.';
comment on column api.refund.settled_at is 'When it had gone back, or failed; null before. UTC.';

create type api.dispute as (
    id uuid,
    payment_id uuid,
    booking_id uuid,
    status text,
    amount api.money,
    fee api.money,
    reason text,
    evidence_due_at data.utc_instant,
    opened_at data.utc_instant,
    closed_at data.utc_instant
);

comment on type api.dispute is 'A payment that the bank of a customer asks back.';
comment on column api.dispute.id is 'UUIDv7.';
comment on column api.dispute.payment_id is 'Which payment.';
comment on column api.dispute.booking_id is 'What that was for; null: a sale.';
comment on column api.dispute.status is
    'needs_response (by evidence_due_at, with Stripe), under_review, lost or won.';
comment on column api.dispute.amount is 'How much of it.';
comment on column api.dispute.fee is 'What Stripe takes for it.';
comment on column api.dispute.reason is
    'A word of Stripe''s: fraudulent, product_not_received, duplicate …; null if it has none.';
comment on column api.dispute.evidence_due_at is
    'Until when the business can answer with evidence; null if it cannot. UTC.';
comment on column api.dispute.opened_at is 'UTC.';
comment on column api.dispute.closed_at is 'When the bank had decided; null before. UTC.';

create type api.payment as (
    id uuid,
    booking_id uuid,
    part text,
    method text,
    status text,
    amount api.money,
    tip api.money,
    refunded api.money,
    refundable api.money,
    lines api.payment_line[],
    refunds api.refund[],
    disputes api.dispute[],
    due_at data.utc_instant,
    paid_at data.utc_instant,
    created_at data.utc_instant
);

comment on type api.payment is 'What a customer has paid, or is about to.';
comment on column api.payment.id is 'UUIDv7.';
comment on column api.payment.booking_id is 'What it is for; null: a sale.';
comment on column api.payment.part is
    'full, deposit or balance (the rest) of a booking; a fee; or a sale.';
comment on column api.payment.method is
    'stripe, cash, card_terminal, bank_transfer, credit or gift_card.';
comment on column api.payment.status is
    'pending, processing (the bank takes its time), paid, failed or cancelled.';
comment on column api.payment.amount is 'All of it, with tip and tax.';
comment on column api.payment.tip is 'How much of it is a tip.';
comment on column api.payment.refunded is 'What has gone back, or is on its way.';
comment on column api.payment.refundable is 'What is left that could go back.';
comment on column api.payment.lines is 'What it is made of.';
comment on column api.payment.refunds is 'What went back of it, the oldest first.';
comment on column api.payment.disputes is 'What the bank asks back of it, the oldest first.';
comment on column api.payment.due_at is
    'Of a fee: when the card is charged; until then it can be waived. Null of the others. UTC.';
comment on column api.payment.paid_at is 'UTC; null if it is not.';
comment on column api.payment.created_at is 'UTC.';
