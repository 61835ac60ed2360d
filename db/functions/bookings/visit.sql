-- A visit as it stands beside another of its series: when it is, and nothing by which it is opened.

create type api.visit as (
    status data.booking_status,
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    time_zone text
);

comment on type api.visit is 'When another visit of a series is.';
comment on column api.visit.status is 'held, pending or confirmed.';
comment on column api.visit.starts_at is 'UTC.';
comment on column api.visit.ends_at is 'UTC, the first moment after the visit.';
comment on column api.visit.time_zone is 'The location''s zone, for whoever reads the times.';
