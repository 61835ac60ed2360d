-- The shape that acting for a business has outside the database.

create type api.acting as (
    id uuid,
    tenant_id uuid,
    user_id uuid,
    name text,
    reason text,
    created_at data.utc_instant,
    expires_at data.utc_instant,
    ended_at data.utc_instant
);

comment on type api.acting is 'A time in which a platform admin acted for a business, or does.';
comment on column api.acting.id is 'UUIDv7.';
comment on column api.acting.tenant_id is 'The business.';
comment on column api.acting.user_id is 'Who acted.';
comment on column api.acting.name is 'What they were called then.';
comment on column api.acting.reason is 'Why.';
comment on column api.acting.created_at is 'UTC.';
comment on column api.acting.expires_at is 'UTC. Until when, unless they ended it.';
comment on column api.acting.ended_at is 'UTC. When they ended it; null if they did not.';
