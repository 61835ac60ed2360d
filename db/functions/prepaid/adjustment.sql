-- The shape that an adjustment has outside the database.

create type api.adjustment as (
    id uuid,
    customer_id uuid,
    kind text,
    amount bigint,
    unit text,
    reason text,
    created_at data.utc_instant
);

comment on type api.adjustment is 'Credit or points that staff gave, or took.';
comment on column api.adjustment.id is 'UUIDv7.';
comment on column api.adjustment.customer_id is 'Whose they are.';
comment on column api.adjustment.kind is 'credit or points.';
comment on column api.adjustment.amount is
    'What was given, in minor units or in points; negative if it was taken.';
comment on column api.adjustment.unit is 'A currency (ISO 4217), or PTS for points.';
comment on column api.adjustment.reason is 'Why.';
comment on column api.adjustment.created_at is 'UTC.';
