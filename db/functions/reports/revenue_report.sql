-- The shape that a report of revenue has outside the database.

create type api.revenue_row as (
    key text,
    name text,
    visits bigint,
    net api.money,
    tax api.money,
    fees api.money,
    breakage api.money,
    total api.money
);

comment on type api.revenue_row is 'What was earned.';
comment on column api.revenue_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.revenue_row.name is 'What that is called; null of a day.';
comment on column api.revenue_row.visits is 'Visits that were completed.';
comment on column api.revenue_row.net is 'Earned by visits, without tax.';
comment on column api.revenue_row.tax is 'The tax on that.';
comment on column api.revenue_row.fees is 'Fees, and what was kept of who did not come.';
comment on column api.revenue_row.breakage is
    'What was paid in advance, and is not to be spent any more.';
comment on column api.revenue_row.total is 'All of it, with tax.';

create type api.revenue_report as (
    "from" date,
    "to" date,
    by text,
    rows api.revenue_row[],
    total api.revenue_row
);

comment on type api.revenue_report is 'What was earned, by day or by what it was for.';
comment on column api.revenue_report.from is 'The first day, on the clock of each place.';
comment on column api.revenue_report.to is 'The last day.';
comment on column api.revenue_report.by is 'What a row is of.';
comment on column api.revenue_report.rows is 'By their keys.';
comment on column api.revenue_report.total is 'All of them together.';
