-- The shape that a report of deposits has outside the database.

create type api.deposits_row as (
    key text,
    name text,
    opening api.money,
    added api.money,
    taken_off api.money,
    closing api.money
);

comment on type api.deposits_row is 'What was paid in advance.';
comment on column api.deposits_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.deposits_row.name is 'What that is called; null of a day.';
comment on column api.deposits_row.opening is 'Held as the period, or the day, began.';
comment on column api.deposits_row.added is 'Paid in advance.';
comment on column api.deposits_row.taken_off is 'Earned since, or given back.';
comment on column api.deposits_row.closing is 'Held at the end.';

create type api.deposits_report as (
    "from" date,
    "to" date,
    by text,
    rows api.deposits_row[],
    total api.deposits_row
);

comment on type api.deposits_report is 'What was paid for visits that are not over.';
comment on column api.deposits_report.from is 'The first day, on the clock of each place.';
comment on column api.deposits_report.to is 'The last day.';
comment on column api.deposits_report.by is 'What a row is of.';
comment on column api.deposits_report.rows is 'By their keys.';
comment on column api.deposits_report.total is 'All of them together.';
