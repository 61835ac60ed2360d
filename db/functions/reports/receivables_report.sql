-- The shape that a report of receivables has outside the database.

create type api.receivables_row as (
    key text,
    name text,
    opening api.money,
    added api.money,
    taken_off api.money,
    closing api.money
);

comment on type api.receivables_row is 'What is owed.';
comment on column api.receivables_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.receivables_row.name is 'What that is called; null of a day.';
comment on column api.receivables_row.opening is 'Owed as the period, or the day, began.';
comment on column api.receivables_row.added is 'Visits that were over and not paid.';
comment on column api.receivables_row.taken_off is 'Paid since.';
comment on column api.receivables_row.closing is 'Owed at the end.';

create type api.receivables_report as (
    "from" date,
    "to" date,
    by text,
    rows api.receivables_row[],
    total api.receivables_row
);

comment on type api.receivables_report is 'What is owed for visits that are over.';
comment on column api.receivables_report.from is 'The first day, on the clock of each place.';
comment on column api.receivables_report.to is 'The last day.';
comment on column api.receivables_report.by is 'What a row is of.';
comment on column api.receivables_report.rows is 'By their keys.';
comment on column api.receivables_report.total is 'All of them together.';
