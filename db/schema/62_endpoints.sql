-- Where businesses want to be told of what happens: their webhooks. What is told to each stands in
-- deliveries (channel webhook, target_id the endpoint), and how it is going in queues.
--
-- The secrets that deliveries are signed with are encrypted by the application (app/vault.py),
-- which alone has the key.

create table data.endpoints (
    tenant_id uuid not null,
    endpoint_id uuid not null default uuidv7(),
    url data.webhook_url not null,
    description data.long_text,
    events data.event_pattern[] not null default '{*}',
    max_in_flight data.parallel_count not null default 5,
    secret text not null,
    previous_secret text,
    previous_secret_until timestamptz,
    disabled_at timestamptz,
    disabled_reason text,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint endpoints_pkey primary key (tenant_id, endpoint_id),
    constraint endpoints_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint endpoints_events_some check (cardinality(events) between 1 and 50),
    constraint endpoints_secrets_sealed check (
        secret not like 'whsec\_%' and previous_secret not like 'whsec\_%'
    ),
    constraint endpoints_previous_secret_ends check (
        (previous_secret is null) = (previous_secret_until is null)
    ),
    constraint endpoints_disabled_reason_known check (
        disabled_reason in ('by_hand', 'gone', 'failing')
    ),
    constraint endpoints_disabled_for_a_reason check (
        (disabled_at is null) = (disabled_reason is null)
    )
);

comment on table data.endpoints is 'Where a business wants to be told of what happens: webhooks.';
comment on column data.endpoints.events is
    'What it is told of: types of events, booking.confirmed, or all of a subject, booking.*, or *.';
comment on column data.endpoints.max_in_flight is 'How many deliveries it is sent at a time.';
comment on column data.endpoints.secret is
    'What deliveries are signed with, encrypted by the application.';
comment on column data.endpoints.previous_secret is
    'The one before, encrypted: they are signed with that as well for a while.';
comment on column data.endpoints.disabled_at is 'Since when it is told nothing. Null: it is told.';
comment on column data.endpoints.disabled_reason is
    'by_hand; gone: it answered 410; failing: nothing could be delivered for three days.';
comment on column data.endpoints.created_by is 'The user.';

alter table data.endpoints owner to holdfast_owner;
alter table data.endpoints enable row level security;
alter table data.endpoints force row level security;
