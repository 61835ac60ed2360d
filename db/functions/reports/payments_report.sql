-- The shape that a report of payments has outside the database.

create type api.payments_row as (
    key text,
    name text,
    method text,
    payments bigint,
    taken api.money,
    given_back api.money,
    amount api.money
);

comment on type api.payments_row is 'What was paid in some way.';
comment on column api.payments_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.payments_row.name is 'What that is called; null of a day.';
comment on column api.payments_row.method is
    'stripe, cash, card_terminal, bank_transfer, credit, gift_card …; null of all.';
comment on column api.payments_row.payments is 'How many payments.';
comment on column api.payments_row.taken is 'What came in, tips included.';
comment on column api.payments_row.given_back is 'What went back, or was undone.';
comment on column api.payments_row.amount is 'The one less the other.';

create type api.payments_report as (
    "from" date,
    "to" date,
    by text,
    rows api.payments_row[],
    total api.payments_row
);

comment on type api.payments_report is 'What was paid, and in which ways.';
comment on column api.payments_report.from is 'The first day, on the clock of each place.';
comment on column api.payments_report.to is 'The last day.';
comment on column api.payments_report.by is 'What a row is of.';
comment on column api.payments_report.rows is 'By their keys.';
comment on column api.payments_report.total is 'All of them together.';
