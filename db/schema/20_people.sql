-- Users are people who sign in: global, one e-mail address, one person. Members tie a user to a
-- business with a role. Customers belong to one business and need no account.

create table data.users (
    user_id uuid not null default uuidv7(),
    email data.email_address not null,
    name data.short_text not null,
    password_hash text,
    locale data.locale_tag,
    email_verified_at timestamptz,
    totp_secret text,
    totp_on_at timestamptz,
    totp_last_step bigint,
    created_at timestamptz not null default now(),
    constraint users_pkey primary key (user_id),
    constraint users_email_lower check (email = lower(email)),
    constraint users_email_key unique (email)
);

comment on table data.users is 'Global. A person who signs in.';
comment on column data.users.password_hash is 'Argon2id, in PHC string format. Null: no password.';
comment on column data.users.locale is 'The language to write to them in.';
comment on column data.users.email_verified_at is
    'When they last followed a link that was sent there. Null: nobody knows whether it is theirs.';
comment on column data.users.totp_secret is
    'Of the second factor (RFC 6238), encrypted with a key that the database does not have.';
comment on column data.users.totp_on_at is 'Since when signing in needs a code. Null: it does not.';
comment on column data.users.totp_last_step is
    'The time step of the code that was used last: no code is good twice.';

create table data.recovery_codes (
    user_id uuid not null,
    code_hash bytea not null,
    used_at timestamptz,
    constraint recovery_codes_pkey primary key (user_id, code_hash),
    constraint recovery_codes_user_fkey foreign key (user_id)
    references data.users on delete cascade
);

comment on table data.recovery_codes is
    'Global. What signs somebody in once who has lost their second factor.';
comment on column data.recovery_codes.code_hash is 'SHA-256 of the code, which is kept nowhere.';

-- Unlogged: what is lost in a crash is a few seconds of patience.
create unlogged table data.throttle_buckets (
    bucket_key bytea not null,
    tokens double precision not null,
    filled_at timestamptz not null,
    kept_until timestamptz not null,
    constraint throttle_buckets_pkey primary key (bucket_key)
);

comment on table data.throttle_buckets is
    'Global. How much patience is left with an account or an address: token buckets.';
comment on column data.throttle_buckets.bucket_key is
    'SHA-256 of what it is for: whose it is cannot be read here.';
comment on column data.throttle_buckets.kept_until is 'From then on it is as good as a new one.';

create index throttle_buckets_kept_idx on data.throttle_buckets (kept_until);

create table data.members (
    tenant_id uuid not null,
    user_id uuid not null,
    role text not null,
    created_at timestamptz not null default now(),
    constraint members_pkey primary key (tenant_id, user_id),
    constraint members_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint members_user_fkey foreign key (user_id)
    references data.users on delete restrict,
    constraint members_role_known check (role in ('owner', 'manager', 'staff'))
);

comment on table data.members is 'A user who works for a business, and as what.';

create index members_user_idx on data.members (user_id);

create table data.sessions (
    session_id uuid not null default uuidv7(),
    family_id uuid not null,
    user_id uuid not null,
    tenant_id uuid,
    token_hash bytea not null,
    expires_at timestamptz not null,
    rotated_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    constraint sessions_pkey primary key (session_id),
    constraint sessions_user_fkey foreign key (user_id)
    references data.users on delete cascade,
    constraint sessions_member_fkey foreign key (tenant_id, user_id)
    references data.members on delete cascade,
    constraint sessions_token_hash_key unique (token_hash)
);

comment on table data.sessions is
    'Global. Refresh tokens, one row for each; a family is what one sign-in led to.';
comment on column data.sessions.tenant_id is
    'The business that it is for. Null: none, as for customers.';
comment on column data.sessions.token_hash is 'SHA-256 of the token, which is kept nowhere.';

create index sessions_family_idx on data.sessions (family_id);
create index sessions_user_idx on data.sessions (user_id);
create index sessions_member_idx on data.sessions (tenant_id, user_id);

create table data.customers (
    tenant_id uuid not null,
    customer_id uuid not null default uuidv7(),
    name data.short_text not null,
    email data.email_address,
    phone data.phone_number,
    phone_e164 data.phone_e164,
    note data.long_text,
    locale data.locale_tag,
    archived_at timestamptz,
    merged_into uuid,
    created_at timestamptz not null default now(),
    constraint customers_pkey primary key (tenant_id, customer_id),
    constraint customers_tenant_fkey foreign key (tenant_id)
    references data.tenants on delete restrict,
    constraint customers_merged_into_fkey foreign key (tenant_id, merged_into)
    references data.customers on delete restrict,
    constraint customers_email_lower check (email = lower(email)),
    constraint customers_merged_into_another check (merged_into <> customer_id)
);

comment on table data.customers is 'Somebody who books with one business.';
comment on column data.customers.phone is 'As it was typed.';
comment on column data.customers.phone_e164 is
    'The same number as the world dials it. Null: none, or nobody knows in which country it is.';
comment on column data.customers.merged_into is
    'The record that this one turned out to be. It stays: its e-mail address still finds it.';

create index customers_phone_idx on data.customers (tenant_id, phone_e164)
where (phone_e164 is not null);
create index customers_merged_into_idx on data.customers (tenant_id, merged_into)
where (merged_into is not null);

create table data.customer_addresses (
    email data.email_address not null,
    tenant_id uuid not null,
    customer_id uuid not null,
    constraint customer_addresses_pkey primary key (email, tenant_id),
    constraint customer_addresses_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade,
    constraint customer_addresses_customer_key unique (tenant_id, customer_id)
);

comment on table data.customer_addresses is
    'Global. Which businesses know an e-mail address, for whoever has shown that it is theirs.';

create table data.customer_notes (
    tenant_id uuid not null,
    note_id uuid not null default uuidv7(),
    customer_id uuid not null,
    body data.body_text not null,
    author_id uuid,
    author_name data.short_text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint customer_notes_pkey primary key (tenant_id, note_id),
    constraint customer_notes_customer_fkey foreign key (tenant_id, customer_id)
    references data.customers on delete cascade
);

comment on table data.customer_notes is 'What the staff noted about a customer: who, and when.';
comment on column data.customer_notes.author_id is 'The user who wrote it. Null: nobody signed in.';
comment on column data.customer_notes.author_name is 'What they were called then.';

create index customer_notes_customer_idx on data.customer_notes (tenant_id, customer_id, note_id);

-- The address of somebody who was deleted is free for somebody else.
create unique index customers_email_key on data.customers (tenant_id, email)
where (archived_at is null);

alter table data.users owner to holdfast_owner;
alter table data.users enable row level security;
alter table data.users force row level security;
alter table data.recovery_codes owner to holdfast_owner;
alter table data.recovery_codes enable row level security;
alter table data.recovery_codes force row level security;
alter table data.throttle_buckets owner to holdfast_owner;
alter table data.throttle_buckets enable row level security;
alter table data.throttle_buckets force row level security;
alter table data.members owner to holdfast_owner;
alter table data.members enable row level security;
alter table data.members force row level security;
alter table data.sessions owner to holdfast_owner;
alter table data.sessions enable row level security;
alter table data.sessions force row level security;
alter table data.customers owner to holdfast_owner;
alter table data.customers enable row level security;
alter table data.customers force row level security;
alter table data.customer_addresses owner to holdfast_owner;
alter table data.customer_addresses enable row level security;
alter table data.customer_addresses force row level security;
alter table data.customer_notes owner to holdfast_owner;
alter table data.customer_notes enable row level security;
alter table data.customer_notes force row level security;
