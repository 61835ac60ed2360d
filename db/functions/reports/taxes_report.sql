-- The shape that a report of taxes has outside the database.

create type api.taxes_row as (
    key text,
    name text,
    tax_basis_points integer,
    net api.money,
    tax api.money,
    gross api.money
);

comment on type api.taxes_row is 'Tax that was charged by some rate.';
comment on column api.taxes_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.taxes_row.name is 'What that is called; null of a day.';
comment on column api.taxes_row.tax_basis_points is
    'The rate, in hundredths of a per cent; 0: none; null of all.';
comment on column api.taxes_row.net is 'What it was charged on.';
comment on column api.taxes_row.tax is 'The tax.';
comment on column api.taxes_row.gross is 'Both.';

create type api.taxes_report as (
    "from" date,
    "to" date,
    by text,
    rows api.taxes_row[],
    total api.taxes_row
);

comment on type api.taxes_report is 'Tax that was charged, by rate.';
comment on column api.taxes_report.from is 'The first day, on the clock of each place.';
comment on column api.taxes_report.to is 'The last day.';
comment on column api.taxes_report.by is 'What a row is of.';
comment on column api.taxes_report.rows is 'By their keys.';
comment on column api.taxes_report.total is 'All of them together.';
