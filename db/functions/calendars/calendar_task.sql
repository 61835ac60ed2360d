-- The shape that an outside calendar has for whoever reads it.

create type api.calendar_task as (
    id uuid,
    tenant_id uuid,
    claim_id uuid,
    resource_id uuid,
    kind text,
    secret text,
    state jsonb,
    time_zone text,
    starts_at data.utc_instant,
    ends_at data.utc_instant
);

comment on type api.calendar_task is 'An outside calendar to read.';
comment on column api.calendar_task.id is 'The calendar.';
comment on column api.calendar_task.tenant_id is 'Whose it is.';
comment on column api.calendar_task.claim_id is
    'This reading of it: whoever settles it says which.';
comment on column api.calendar_task.resource_id is 'Who is busy when it says so.';
comment on column api.calendar_task.kind is 'ics or google: how it is read.';
comment on column api.calendar_task.secret is 'What opens it, sealed.';
comment on column api.calendar_task.state is 'Where the last reading ended.';
comment on column api.calendar_task.time_zone is
    'The zone of the resource: of days, and of times that say none.';
comment on column api.calendar_task.starts_at is 'From when it is read, UTC.';
comment on column api.calendar_task.ends_at is 'Until when it is read, UTC.';
