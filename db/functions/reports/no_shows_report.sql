-- The shape that a report of who did not come has outside the database.

create type api.no_shows_row as (
    key text,
    name text,
    visits bigint,
    no_shows bigint,
    basis_points bigint,
    cancelled bigint,
    lost api.money,
    fees api.money
);

comment on type api.no_shows_row is 'Who did not come.';
comment on column api.no_shows_row.key is
    'A date, or the id of what it is of; null: of nothing in particular.';
comment on column api.no_shows_row.name is 'What that is called; null of a day.';
comment on column api.no_shows_row.visits is 'Visits that took place, and no-shows.';
comment on column api.no_shows_row.no_shows is 'Nobody came.';
comment on column api.no_shows_row.basis_points is
    'Their share of the visits, in hundredths of a per cent; null of none.';
comment on column api.no_shows_row.cancelled is 'Called off by customers.';
comment on column api.no_shows_row.lost is 'What those would have cost who did not come.';
comment on column api.no_shows_row.fees is 'What was kept of that, or charged.';

create type api.no_shows_report as (
    "from" date,
    "to" date,
    by text,
    rows api.no_shows_row[],
    total api.no_shows_row
);

comment on type api.no_shows_report is 'Who did not come, and what that cost.';
comment on column api.no_shows_report.from is 'The first day, on the clock of each place.';
comment on column api.no_shows_report.to is 'The last day.';
comment on column api.no_shows_report.by is 'What a row is of.';
comment on column api.no_shows_report.rows is 'By their keys.';
comment on column api.no_shows_report.total is 'All of them together.';
