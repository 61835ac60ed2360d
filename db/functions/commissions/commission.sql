-- The shapes that commissions have outside the database.

create type api.commission as (
    id uuid,
    kind text,
    resource_id uuid,
    booking_id uuid,
    service_id uuid,
    amount api.money,
    occurred_at data.utc_instant
);

comment on type api.commission is 'What somebody earned, or had of it.';
comment on column api.commission.id is 'UUIDv7.';
comment on column api.commission.kind is
    'earned (a visit was completed), reversed (some of it was given back) or settled (paid out).';
comment on column api.commission.resource_id is 'Whose it is.';
comment on column api.commission.booking_id is 'The visit; null if it was paid out.';
comment on column api.commission.service_id is 'What it was a visit for; null if it was paid out.';
comment on column api.commission.amount is 'What was earned; less than nothing if it goes off.';
comment on column api.commission.occurred_at is 'UTC.';

create type api.settlement as (
    id uuid,
    resource_id uuid,
    until date,
    method text,
    commission api.money,
    tips api.money,
    amount api.money
);

comment on type api.settlement is 'What somebody was paid of what they earned.';
comment on column api.settlement.id is 'UUIDv7.';
comment on column api.settlement.resource_id is 'Who.';
comment on column api.settlement.until is 'Up to which day, which is included.';
comment on column api.settlement.method is 'cash, bank_transfer or payroll.';
comment on column api.settlement.commission is 'How much of it was commission.';
comment on column api.settlement.tips is 'How much of it were tips.';
comment on column api.settlement.amount is 'All of it.';
