-- The shapes that a till has outside the database.

create type api.cash_movement as (
    id uuid,
    location_id uuid,
    kind text,
    amount api.money,
    difference api.money,
    reason text,
    recorded_by uuid,
    recorded_at data.utc_instant
);

comment on type api.cash_movement is 'What went through a till and was no payment, or a count.';
comment on column api.cash_movement.id is 'UUIDv7.';
comment on column api.cash_movement.location_id is 'Whose till it is.';
comment on column api.cash_movement.kind is 'paid_in, paid_out or counted.';
comment on column api.cash_movement.amount is 'How much; of a count: what was there.';
comment on column api.cash_movement.difference is
    'Of a count: how much more (or less) was there than there should have been; null otherwise.';
comment on column api.cash_movement.reason is 'What for; null if nobody said.';
comment on column api.cash_movement.recorded_by is 'The user who said so.';
comment on column api.cash_movement.recorded_at is 'UTC.';

create type api.takings as (
    method text,
    user_id uuid,
    name text,
    payments integer,
    taken api.money,
    given_back api.money,
    amount api.money
);

comment on type api.takings is 'What one member took on site in one way.';
comment on column api.takings.method is 'cash, card_terminal or bank_transfer.';
comment on column api.takings.user_id is 'Who recorded it; null: nobody who was signed in.';
comment on column api.takings.name is 'What they are called; null if that is not known.';
comment on column api.takings.payments is 'How many payments.';
comment on column api.takings.taken is 'What was taken, tips included.';
comment on column api.takings.given_back is 'What was given back, or undone.';
comment on column api.takings.amount is 'The one less the other.';

create type api.cash_report as (
    "date" date,
    location_id uuid,
    time_zone text,
    opening api.money,
    rows api.takings[],
    movements api.cash_movement[],
    closing api.money
);

comment on type api.cash_report is 'A day of a till.';
comment on column api.cash_report.date is 'On the clock of the place.';
comment on column api.cash_report.location_id is 'Whose till it is.';
comment on column api.cash_report.time_zone is 'IANA zone of that clock.';
comment on column api.cash_report.opening is 'What was in the till as the day began.';
comment on column api.cash_report.rows is
    'What was taken on site, by method and by who recorded it.';
comment on column api.cash_report.movements is 'What went in or out besides, and counts.';
comment on column api.cash_report.closing is 'What should be in the till at the end, or by now.';
