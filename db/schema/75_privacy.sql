-- What is known not to be personal, who was erased, and how long things are kept.

create table data.impersonal_columns (
    table_name text not null,
    column_name text not null,
    reason text not null,
    constraint impersonal_columns_pkey primary key (table_name, column_name)
);

comment on table data.impersonal_columns is
    'Global. Columns that could hold what is personal by their type, and do not.';

create table data.erasures (
    tenant_id uuid not null,
    customer_id uuid not null,
    reason text not null,
    erased_by uuid,
    erased_at timestamptz not null default now(),
    constraint erasures_pkey primary key (tenant_id, customer_id),
    constraint erasures_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint erasures_reason_known check (reason in ('request', 'retention'))
);

comment on table data.erasures is
    'Customers who were erased: so that they are again, if an older backup is restored.';
comment on column data.erasures.reason is 'request: they asked. retention: a rule of the business.';
comment on column data.erasures.erased_by is 'The user. Null: a DBA, or time itself.';

create table data.retention_rules (
    tenant_id uuid not null,
    customers_months integer,
    waitlist_days integer,
    messages_days integer not null default 30,
    history_months integer,
    constraint retention_rules_pkey primary key (tenant_id),
    constraint retention_rules_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint retention_rules_sane check (
        customers_months between 1 and 240
        and waitlist_days between 1 and 3650
        and messages_days between 1 and 3650
        and history_months between 1 and 240
    )
);

comment on table data.retention_rules is
    'How long a business keeps what is personal. No row: as the defaults say.';
comment on column data.retention_rules.customers_months is
    'Customers who have not come for that long are erased. Null: never.';
comment on column data.retention_rules.waitlist_days is
    'Entries of the waitlist go that long after their window. Null: never.';
comment on column data.retention_rules.messages_days is
    'E-mails go that long after being written, deliveries after coming to an end.';
comment on column data.retention_rules.history_months is
    'Personal data in the history are erased after that long. Null: never.';

create table data.retention_runs (
    tenant_id uuid not null,
    due_at timestamptz not null default now() + interval '1 day',
    constraint retention_runs_pkey primary key (tenant_id),
    constraint retention_runs_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade
);

comment on table data.retention_runs is 'When the rules are to be applied next.';

create index retention_runs_due_idx on data.retention_runs (tenant_id, due_at);

-- What a rule on the age of history reads, from the oldest on.
create index history_personal_idx on data.history (tenant_id, at)
where (personal is not null);

insert into data.personal_columns (table_name, column_name, kind)
values
('acting', 'name', 'name'),
('acting', 'reason', 'text'),
('consents', 'wording', 'text'),
('customer_addresses', 'email', 'email'),
('customer_notes', 'author_name', 'name'),
('customer_notes', 'body', 'text'),
('customers', 'phone_e164', 'phone'),
('domains', 'token', 'secret'),
('idempotency_keys', 'caller', 'email'),
('invitations', 'email', 'email'),
('invitations', 'name', 'name'),
('invitations', 'outcome', 'document'),
('payment_accounts', 'contact_email', 'email'),
('payments', 'session_url', 'secret'),
('push_subscriptions', 'auth', 'secret'),
('push_subscriptions', 'endpoint', 'secret'),
('push_subscriptions', 'p256dh', 'secret'),
('push_subscriptions', 'user_agent', 'text'),
('recovery_codes', 'code_hash', 'secret'),
('refunds', 'last_error', 'text'),
('refunds', 'note', 'text'),
('sms_accounts', 'auth_token', 'secret'),
('users', 'totp_secret', 'secret'),
('whatsapp_accounts', 'access_token', 'secret'),
('whatsapp_accounts', 'app_secret', 'secret'),
('whatsapp_accounts', 'verify_token', 'secret');

insert into data.impersonal_columns (table_name, column_name, reason)
values
('balance_transactions', 'source_id', 'Made up by Stripe.'),
('balance_transactions', 'stripe_id', 'Made up by Stripe.'),
('balance_transactions', 'type', 'One of Stripe''s words.'),
('booking_transitions', 'roles', 'Roles.'),
('bookings', 'refund_policy', 'Rules of a business.'),
('busy', 'external_id', 'Made up by a program.'),
('calendar_syncs', 'state', 'How far another program has told us something.'),
('calendars', 'shows', 'One of our words.'),
('cards', 'account_id', 'Stripe''s; of a business.'),
('cards', 'session_id', 'Stripe''s.'),
('cards', 'session_url', 'Stripe''s.'),
('cash_movements', 'reason', 'Said of money.'),
('closures', 'reason', 'Said of a place, for everybody to read.'),
('commission_rules', 'category', 'What is sold.'),
('commission_rules', 'tiers', 'Numbers.'),
('consents', 'purpose', 'A word that programs know.'),
('customer_mutes', 'channel', 'A word of ours.'),
('customer_mutes', 'topic', 'A word of ours.'),
('customer_quiet_hours', 'time_zone', 'Of half a continent.'),
('deliveries', 'channel', 'A word of ours.'),
('deliveries', 'data', 'Facts for the one who delivers; ids instead of names.'),
('deliveries', 'kind', 'A word of ours.'),
('directory', 'name', 'The name of a business.'),
('directory', 'status', 'A word of ours.'),
('disputes', 'reason', 'A word of Stripe''s.'),
('disputes', 'stripe_id', 'Stripe''s.'),
('domains', 'host', 'Where a business is on the web.'),
('endpoints', 'events', 'Types of events.'),
('endpoints', 'url', 'The address of a program.'),
('event_types', 'description', 'A sentence of ours.'),
('event_types', 'schema', 'What data have.'),
('event_types', 'type', 'A word of ours.'),
('events', 'data', 'Facts for listeners; ids instead of names.'),
('events', 'type', 'A word of ours.'),
('history', 'actor_name', 'The login of a DBA.'),
('history', 'actor_role', 'A role.'),
('history', 'after', 'What is personal of it stands in personal.'),
('history', 'before', 'What is personal of it stands in personal.'),
('history', 'digest', 'A digest.'),
('history', 'hash', 'A digest.'),
('history', 'personal_digest', 'A digest, with salt.'),
('history', 'request_id', 'The id of a request.'),
('history', 'table_name', 'The name of a table.'),
('history_heads', 'hash', 'A digest.'),
('idempotency_keys', 'headers', 'ETags and such.'),
('idempotency_keys', 'idempotency_key', 'Made up by a program.'),
('idempotency_keys', 'request_hash', 'A digest.'),
('impersonal_columns', 'column_name', 'The name of a column.'),
('impersonal_columns', 'reason', 'A sentence of ours.'),
('impersonal_columns', 'table_name', 'The name of a table.'),
('journals', 'cause', 'Words of ours, and ids.'),
('journals', 'kind', 'A word of ours.'),
('ledger_accounts', 'kind', 'A word of ours.'),
('ledger_kinds', 'kind', 'A word of ours.'),
('ledger_kinds', 'meaning', 'Words of ours.'),
('locations', 'address', 'Where a business is.'),
('locations', 'name', 'The name of a place.'),
('locations', 'tax_name', 'What a tax is called.'),
('locations', 'tax_number', 'The number of a business.'),
('member_mutes', 'channel', 'A word of ours.'),
('member_mutes', 'topic', 'A word of ours.'),
('member_quiet_hours', 'time_zone', 'Of half a continent.'),
('messages', 'kind', 'A word of ours.'),
('notification_settings', 'channels', 'Words of ours.'),
('notification_settings', 'reply_to', 'Where a business is written to.'),
('notification_settings', 'review_url', 'Where a business is reviewed.'),
('notification_settings', 'sender_name', 'The name of a business.'),
('payouts', 'failure_code', 'One of Stripe''s words.'),
('payouts', 'stripe_id', 'Made up by Stripe.'),
('payment_accounts', 'account_id', 'Stripe''s name for a business.'),
('payment_accounts', 'country', 'Where a business is.'),
('payment_accounts', 'disabled_reason', 'A word of Stripe''s.'),
('payment_accounts', 'requirements', 'Words of Stripe''s.'),
('payments', 'account_id', 'Stripe''s name for a business.'),
('payments', 'charge_id', 'Stripe''s name for something.'),
('payments', 'intent_id', 'Stripe''s name for something.'),
('payments', 'session_id', 'Stripe''s name for something.'),
('personal_columns', 'column_name', 'The name of a column.'),
('personal_columns', 'table_name', 'The name of a table.'),
('phone_contacts', 'phone_digest', 'A digest.'),
('presets', 'document', 'What businesses of a kind begin with.'),
('queues', 'channel', 'A word of ours.'),
('receipts', 'message_id', 'Made up by a program.'),
('refunds', 'stripe_id', 'Stripe''s name for something.'),
('series', 'skipped', 'Times, and the codes of reasons.'),
('services', 'category', 'What is sold.'),
('services', 'description', 'What is sold.'),
('services', 'name', 'What is sold.'),
('services', 'refund_policy', 'Rules of a business.'),
('sites', 'host', 'Where a business is on the web.'),
('sms_accounts', 'account_sid', 'Made up by a program.'),
('sms_accounts', 'sender', 'The number of a business.'),
('stripe_syncs', 'last_error', 'What a program answered.'),
('stripe_events', 'account_id', 'Stripe''s name for a business.'),
('stripe_events', 'event_id', 'Stripe''s name for something.'),
('stripe_events', 'facts', 'What private.stripe_facts does not leave out.'),
('stripe_events', 'object_id', 'Stripe''s name for something.'),
('stripe_events', 'type', 'A word of Stripe''s.'),
('stripe_mentions', 'event_id', 'Stripe''s name for something.'),
('stripe_mentions', 'stripe_id', 'Stripe''s name for something.'),
('stripe_objects', 'kind', 'A word of ours.'),
('stripe_objects', 'stripe_id', 'Stripe''s name for something.'),
('templates', 'body', 'A text with gaps for names.'),
('templates', 'subject', 'A text with gaps for names.'),
('tenants', 'country', 'Where a business is.'),
('tenants', 'name', 'The name of a business.'),
('tenants', 'refund_policy', 'Rules of a business.'),
('tenants', 'tagline', 'What a business says of itself.'),
('throttle_buckets', 'bucket_key', 'A digest.'),
('whatsapp_accounts', 'phone_number_id', 'Made up by a program.'),
('whatsapp_accounts', 'templates', 'Names of texts of a business.');

alter table data.impersonal_columns owner to holdfast_owner;
alter table data.impersonal_columns enable row level security;
alter table data.impersonal_columns force row level security;
alter table data.erasures owner to holdfast_owner;
alter table data.erasures enable row level security;
alter table data.erasures force row level security;
alter table data.retention_rules owner to holdfast_owner;
alter table data.retention_rules enable row level security;
alter table data.retention_rules force row level security;
alter table data.retention_runs owner to holdfast_owner;
alter table data.retention_runs enable row level security;
alter table data.retention_runs force row level security;
