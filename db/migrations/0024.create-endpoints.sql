-- Where businesses want to be told of what happens (db/schema/62_endpoints.sql).
-- depends: 0022.mend-queues

create domain data.event_pattern as text
constraint event_pattern_shape check (value ~ '^(\*|[a-z_]+\.(\*|[a-z_]+))$');
comment on domain data.event_pattern is
    'Which events: booking.confirmed, all of a subject (booking.*), or all there are (*).';

-- No user and password, nothing that is not ASCII, and nothing that programs read in two ways.
create domain data.webhook_url as text
constraint webhook_url_shape check (
    char_length(value) <= 2000
    and value ~ '^https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?'
        '(/[A-Za-z0-9._~:/?@!$&()*+,;=%-]*)?$'
);
comment on domain data.webhook_url is
    'Where a webhook is, in ASCII, with no user, no password and no fragment: '
    'https://example.com/hooks.';

create domain data.parallel_count as integer
constraint parallel_count_sane check (value between 1 and 20);
comment on domain data.parallel_count is 'How many at a time, from 1 to 20.';

create domain data.rotation_hours as integer
constraint rotation_hours_sane check (value between 0 and 168);
comment on domain data.rotation_hours is
    'How long an old secret is good beside the new one, in hours, up to a week.';

alter table data.queues add column failing_since timestamptz;

comment on column data.queues.failing_since is
    'The first failure since something was delivered. Null: the last was delivered.';

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

insert into data.personal_columns (table_name, column_name, kind)
values
('endpoints', 'description', 'text'),
('endpoints', 'previous_secret', 'secret'),
('endpoints', 'secret', 'secret');

insert into data.impersonal_columns (table_name, column_name, reason)
values
('endpoints', 'events', 'Types of events.'),
('endpoints', 'url', 'The address of a program.');

alter table data.endpoints owner to holdfast_owner;
alter table data.endpoints enable row level security;
alter table data.endpoints force row level security;
