-- How people are reached besides by e-mail: browsers that take notices, WhatsApp and SMS; in whose
-- name, and what became of it. What opens an account elsewhere is encrypted with a key that the
-- database does not have.

create domain data.push_endpoint as text
constraint push_endpoint_shape check (
    char_length(value) <= 1000 and value ~ '^https://[!-~]+$' and value !~ '^https://[^/?#]*@'
);
comment on domain data.push_endpoint is
    'Where the push service of a browser takes notices: PushSubscription.endpoint, an https URL.';

create domain data.push_public_key as text
constraint push_public_key_shape check (value ~ '^B[A-P][A-Za-z0-9_-]{85}=?$');
comment on domain data.push_public_key is
    'The key of a browser, keys.p256dh of its PushSubscription: 65 bytes in base64url.';

create domain data.push_secret as text
constraint push_secret_shape check (value ~ '^[A-Za-z0-9_-]{22}(==)?$');
comment on domain data.push_secret is
    'The secret of a browser, keys.auth of its PushSubscription: 16 bytes in base64url.';

create domain data.sealed_text as text
constraint sealed_text_fits check (char_length(value) between 1 and 4000);
comment on domain data.sealed_text is
    'What opens an account elsewhere. It is encrypted, and never shown again.';

create domain data.phone_number_id as text
constraint phone_number_id_shape check (value ~ '^[0-9]{5,30}$');
comment on domain data.phone_number_id is
    'A telephone number as WhatsApp counts them: 106540352242922.';

create domain data.twilio_account as text
constraint twilio_account_shape check (value ~ '^AC[0-9a-f]{32}$');
comment on domain data.twilio_account is
    'An account of Twilio: AC0123456789abcdef0123456789abcdef.';

create domain data.sms_sender as text
constraint sms_sender_shape check (
    value ~ '^(\+[1-9][0-9]{5,14}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{0,10}[A-Za-z][A-Za-z0-9 ]{0,10})$'
    and (value ~ '^(\+|MG[0-9a-f]{32}$)' or char_length(value) <= 11)
);
comment on domain data.sms_sender is
    'Who a text message is from: a number in E.164, a name of up to 11 letters and digits, or the '
    'messaging service of Twilio (MG…) that chooses.';

create domain data.phone_channel as text
constraint phone_channel_known check (value in ('whatsapp', 'sms'));
comment on domain data.phone_channel is 'How a telephone is reached: whatsapp or sms.';

create table data.push_subscriptions (
    tenant_id uuid not null,
    subscription_id uuid not null default uuidv7(),
    customer_id uuid,
    booking_id uuid,
    user_id uuid,
    endpoint data.push_endpoint not null,
    p256dh data.push_public_key not null,
    auth data.push_secret not null,
    user_agent data.long_text,
    refusals integer not null default 0,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    constraint push_subscriptions_pkey primary key (tenant_id, subscription_id),
    constraint push_subscriptions_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint push_subscriptions_booking_fkey foreign key (tenant_id, booking_id)
    references data.bookings on delete cascade,
    constraint push_subscriptions_member_fkey foreign key (tenant_id, user_id)
    references data.members on delete cascade,
    constraint push_subscriptions_once unique nulls not distinct (
        tenant_id, endpoint, customer_id, booking_id, user_id
    ),
    constraint push_subscriptions_somebodys check (
        num_nonnulls(customer_id, user_id) = 1 and (booking_id is null or customer_id is not null)
    )
);

comment on table data.push_subscriptions is 'Browsers that take notices for somebody (Web Push).';
comment on column data.push_subscriptions.booking_id is
    'The booking whose token made it: it is told of that one only. Null: of any.';
comment on column data.push_subscriptions.user_id is 'The member whose browser it is.';
comment on column data.push_subscriptions.refusals is
    'How often in a row its push service would not have our notices.';

create index push_subscriptions_customer_idx
on data.push_subscriptions (tenant_id, customer_id, subscription_id)
where (customer_id is not null);
create index push_subscriptions_booking_idx on data.push_subscriptions (tenant_id, booking_id)
where (booking_id is not null);
create index push_subscriptions_user_idx
on data.push_subscriptions (tenant_id, user_id, subscription_id)
where (user_id is not null);

create table data.whatsapp_accounts (
    tenant_id uuid not null,
    phone_number_id data.phone_number_id,
    access_token data.sealed_text,
    app_secret data.sealed_text,
    verify_token text not null default replace(gen_random_uuid()::text, '-', ''),
    needs_consent boolean not null default true,
    templates jsonb not null default '{}',
    constraint whatsapp_accounts_pkey primary key (tenant_id),
    constraint whatsapp_accounts_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint whatsapp_accounts_whole check (
        (phone_number_id is null) = (access_token is null)
        and (app_secret is null or access_token is not null)
    )
);

comment on table data.whatsapp_accounts is
    'In whose name a business writes by WhatsApp, and with which templates.';
comment on column data.whatsapp_accounts.phone_number_id is 'Null: ours.';
comment on column data.whatsapp_accounts.access_token is 'Encrypted.';
comment on column data.whatsapp_accounts.app_secret is
    'What WhatsApp signs with when it tells us something. Encrypted. Null: ours.';
comment on column data.whatsapp_accounts.verify_token is
    'What WhatsApp shows when it is told where to tell us something.';
comment on column data.whatsapp_accounts.needs_consent is
    'Whether only customers are written to who have consented: purpose whatsapp.';
comment on column data.whatsapp_accounts.templates is
    'By kind of notice and language, the template that WhatsApp has approved for it.';

create table data.sms_accounts (
    tenant_id uuid not null,
    account_sid data.twilio_account,
    auth_token data.sealed_text,
    sender data.sms_sender,
    needs_consent boolean not null default false,
    constraint sms_accounts_pkey primary key (tenant_id),
    constraint sms_accounts_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete cascade,
    constraint sms_accounts_whole check (
        num_nulls(account_sid, auth_token, sender) in (0, 3)
    )
);

comment on table data.sms_accounts is 'In whose name a business sends text messages.';
comment on column data.sms_accounts.account_sid is 'Null: ours.';
comment on column data.sms_accounts.auth_token is 'Encrypted.';
comment on column data.sms_accounts.needs_consent is
    'Whether only customers are written to who have consented: purpose sms.';

-- What a number has said to us stands by its digest: an objection outlives whoever made it. What is
-- said to a number that is ours and no business's has the tenant 00000000-…, so there is no
-- reference to tenants.
create table data.phone_contacts (
    tenant_id uuid not null,
    channel data.phone_channel not null,
    phone_digest bytea not null,
    opted_out_at timestamptz,
    gone_at timestamptz,
    heard_at timestamptz,
    constraint phone_contacts_pkey primary key (tenant_id, channel, phone_digest)
);

comment on table data.phone_contacts is 'What is known of telephone numbers that were written to.';
comment on column data.phone_contacts.phone_digest is 'SHA-256 of the number in E.164.';
comment on column data.phone_contacts.opted_out_at is
    'When they said that they want no more. Null: they have not.';
comment on column data.phone_contacts.gone_at is 'When it turned out that nobody is there.';
comment on column data.phone_contacts.heard_at is 'When they wrote to us last.';

create table data.receipts (
    tenant_id uuid not null,
    delivery_id uuid not null,
    channel data.phone_channel not null,
    message_id data.short_text not null,
    status text not null,
    error_code integer,
    updated_at timestamptz not null default now(),
    constraint receipts_pkey primary key (tenant_id, delivery_id),
    constraint receipts_delivery_fkey foreign key (tenant_id, delivery_id)
    references data.deliveries on delete cascade,
    constraint receipts_status_known check (status in ('sent', 'delivered', 'read', 'failed'))
);

comment on table data.receipts is
    'What became of a message after it was handed over, as WhatsApp or Twilio say.';
comment on column data.receipts.message_id is 'What it is called there.';
comment on column data.receipts.error_code is 'Theirs, of one that failed.';

alter table data.push_subscriptions owner to holdfast_owner;
alter table data.push_subscriptions enable row level security;
alter table data.push_subscriptions force row level security;
alter table data.whatsapp_accounts owner to holdfast_owner;
alter table data.whatsapp_accounts enable row level security;
alter table data.whatsapp_accounts force row level security;
alter table data.sms_accounts owner to holdfast_owner;
alter table data.sms_accounts enable row level security;
alter table data.sms_accounts force row level security;
alter table data.phone_contacts owner to holdfast_owner;
alter table data.phone_contacts enable row level security;
alter table data.phone_contacts force row level security;
alter table data.receipts owner to holdfast_owner;
alter table data.receipts enable row level security;
alter table data.receipts force row level security;
