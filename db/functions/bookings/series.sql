-- The shapes that a series, and what may become of one, have outside the database.

create type api.occurrence as (
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    free boolean,
    resource_id uuid,
    price api.money,
    reasons api.reason[],
    alternatives api.slot[]
);

comment on type api.occurrence is 'One of the times of a series, and whether it can be had.';
comment on column api.occurrence.starts_at is 'UTC.';
comment on column api.occurrence.ends_at is 'UTC, the first moment after the visit.';
comment on column api.occurrence.free is 'Whether it can be had.';
comment on column api.occurrence.resource_id is
    'Who or what leads it; null unless it is free.';
comment on column api.occurrence.price is 'What it would cost; null unless it is free.';
comment on column api.occurrence.reasons is 'What stands in the way; empty if it is free.';
comment on column api.occurrence.alternatives is
    'Up to five free slots nearest to it, for the first ten that are not free, if they were asked '
    'for.';

create type api.series as (
    id uuid,
    service_id uuid,
    customer_id uuid,
    rrule text,
    mode data.series_mode,
    starts_at data.utc_instant,
    time_zone text,
    total api.money,
    bookings api.booking[],
    skipped api.occurrence[],
    manage_token text,
    created_at data.utc_instant
);

comment on type api.series is 'Bookings that were made together, by a rule.';
comment on column api.series.id is 'UUIDv7.';
comment on column api.series.service_id is 'What was booked.';
comment on column api.series.customer_id is 'Whom it is for.';
comment on column api.series.rrule is 'The rule, as it was given.';
comment on column api.series.mode is
    'What was to become of it if it could not have all its times: all_or_nothing, skip_conflicts '
    'or propose_alternatives.';
comment on column api.series.starts_at is 'The first time that was asked for, UTC.';
comment on column api.series.time_zone is 'The zone on whose wall clocks it repeats.';
comment on column api.series.total is 'What those of its bookings cost that stand.';
comment on column api.series.bookings is
    'Those that you may see, in order of time. Each can be moved and cancelled on its own.';
comment on column api.series.skipped is
    'The times that could not be had, when it was made; or, where it was moved just now, then.';
comment on column api.series.manage_token is
    'Opens the series and its bookings without an account; only in the answer that creates it.';
comment on column api.series.created_at is 'UTC.';

create type api.series_summary as (
    id uuid,
    service_id uuid,
    customer_id uuid,
    rrule text,
    mode data.series_mode,
    starts_at data.utc_instant,
    time_zone text,
    to_come integer,
    next_starts_at data.utc_instant,
    created_at data.utc_instant
);

comment on type api.series_summary is 'A series without its bookings.';
comment on column api.series_summary.id is 'UUIDv7.';
comment on column api.series_summary.service_id is 'What was booked.';
comment on column api.series_summary.customer_id is 'Whom it is for.';
comment on column api.series_summary.rrule is 'The rule, as it was given.';
comment on column api.series_summary.mode is
    'all_or_nothing, skip_conflicts or propose_alternatives.';
comment on column api.series_summary.starts_at is 'The first time that was asked for, UTC.';
comment on column api.series_summary.time_zone is 'The zone on whose wall clocks it repeats.';
comment on column api.series_summary.to_come is 'How many of its bookings are still to come.';
comment on column api.series_summary.next_starts_at is 'The next of them; null if there is none.';
comment on column api.series_summary.created_at is 'UTC.';

create type api.series_preview as (
    time_zone text,
    bookable boolean,
    total api.money,
    occurrences api.occurrence[]
);

comment on type api.series_preview is 'What would become of a series if it were booked now.';
comment on column api.series_preview.time_zone is 'The zone on whose wall clocks it repeats.';
comment on column api.series_preview.bookable is 'Whether, in that mode, it would be booked.';
comment on column api.series_preview.total is 'What those would cost that are free.';
comment on column api.series_preview.occurrences is 'Every time that the rule gives.';

create type api.clock as (time_zone text, starts_at text, until text);

comment on type api.clock is 'What the clock on the wall shows at a moment.';
comment on column api.clock.time_zone is 'Whose wall; null if that is not one and the same.';
comment on column api.clock.starts_at is 'Local date and time; null without a zone.';
comment on column api.clock.until is 'Local date and time; null without a zone, or if not asked.';
