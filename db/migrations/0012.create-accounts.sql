-- Accounts: what is known of somebody who signs in, their second factor, and how patient we are with
-- whoever tries (db/schema/20_people.sql).
-- depends: 0011.create-mail

alter table data.users add column locale data.locale_tag;
alter table data.users add column email_verified_at timestamptz;
alter table data.users add column totp_secret text;
alter table data.users add column totp_on_at timestamptz;
alter table data.users add column totp_last_step bigint;

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

alter table data.recovery_codes owner to holdfast_owner;
alter table data.recovery_codes enable row level security;
alter table data.recovery_codes force row level security;
alter table data.throttle_buckets owner to holdfast_owner;
alter table data.throttle_buckets enable row level security;
alter table data.throttle_buckets force row level security;
