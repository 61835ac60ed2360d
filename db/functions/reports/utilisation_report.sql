-- The shape that a report of utilisation has outside the database.

create type api.utilisation_row as (
    key text,
    name text,
    open_minutes bigint,
    booked_minutes bigint,
    basis_points bigint
);

comment on type api.utilisation_row is 'How much of the time is booked.';
comment on column api.utilisation_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.utilisation_row.name is 'What that is called; null of a day.';
comment on column api.utilisation_row.open_minutes is
    'When they work; null of services and customers.';
comment on column api.utilisation_row.booked_minutes is
    'When there are visits; what overlaps counts once, as in a class.';
comment on column api.utilisation_row.basis_points is
    'The share of the one in the other, in hundredths of a per cent; null of none.';

create type api.utilisation_report as (
    "from" date,
    "to" date,
    by text,
    rows api.utilisation_row[],
    total api.utilisation_row
);

comment on type api.utilisation_report is 'How much of the time in which people work is booked.';
comment on column api.utilisation_report.from is 'The first day, on the clock of each place.';
comment on column api.utilisation_report.to is 'The last day.';
comment on column api.utilisation_report.by is 'What a row is of.';
comment on column api.utilisation_report.rows is 'By their keys.';
comment on column api.utilisation_report.total is 'All of them together.';
