-- The shape that a report of commissions has outside the database.

create type api.commissions_row as (
    key text,
    name text,
    visits bigint,
    earned api.money,
    reversed api.money,
    commission api.money,
    settled api.money
);

comment on type api.commissions_row is 'What staff earned by commission.';
comment on column api.commissions_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.commissions_row.name is 'What that is called; null of a day.';
comment on column api.commissions_row.visits is 'Visits that it was earned with.';
comment on column api.commissions_row.earned is 'What was earned.';
comment on column api.commissions_row.reversed is
    'What went off, since it was given back to customers.';
comment on column api.commissions_row.commission is 'The one less the other.';
comment on column api.commissions_row.settled is 'What was paid out.';

create type api.commissions_report as (
    "from" date,
    "to" date,
    by text,
    rows api.commissions_row[],
    total api.commissions_row
);

comment on type api.commissions_report is 'What staff earned by commission, and had of it.';
comment on column api.commissions_report.from is 'The first day, on the clock of each place.';
comment on column api.commissions_report.to is 'The last day.';
comment on column api.commissions_report.by is 'What a row is of.';
comment on column api.commissions_report.rows is 'By their keys.';
comment on column api.commissions_report.total is 'All of them together.';
