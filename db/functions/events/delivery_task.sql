-- The shape that a delivery has for whoever makes it.

create type api.delivery_task as (
    id uuid,
    tenant_id uuid,
    channel text,
    target_id uuid,
    kind text,
    attempt integer,
    event_id uuid,
    data jsonb,
    details jsonb
);

comment on type api.delivery_task is 'Something to deliver.';
comment on column api.delivery_task.id is 'The delivery.';
comment on column api.delivery_task.tenant_id is 'Whose it is; 00000000-… if nobody''s.';
comment on column api.delivery_task.channel is
    'email, push, whatsapp, sms, webhook, calendar or stripe: which adapter.';
comment on column api.delivery_task.target_id is 'Which webhook or calendar.';
comment on column api.delivery_task.kind is 'What it tells.';
comment on column api.delivery_task.attempt is 'How often it has been tried, this time included.';
comment on column api.delivery_task.event_id is
    'The event that it tells of; receivers know a repetition by it. Null: none.';
comment on column api.delivery_task.data is 'What was written down with it.';
comment on column api.delivery_task.details is 'What the adapter needs, as things stand now.';
