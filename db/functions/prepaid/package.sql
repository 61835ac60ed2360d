-- The shapes that packages have outside the database.

create type api.package as (
    id uuid,
    name text,
    description text,
    sessions integer,
    price api.money,
    validity_days integer,
    service_ids uuid[],
    is_public boolean
);

comment on type api.package is 'Sessions that are sold together, and paid in advance.';
comment on column api.package.id is 'UUIDv7.';
comment on column api.package.name is 'What it is called.';
comment on column api.package.description is 'What is said of it; null if nothing.';
comment on column api.package.sessions is 'How many visits it is good for.';
comment on column api.package.price is 'What it costs.';
comment on column api.package.validity_days is
    'How long it is good once it is paid; null: for ever.';
comment on column api.package.service_ids is 'What it is good for; empty: for everything.';
comment on column api.package.is_public is 'Whether customers see it and may buy it online.';

create type api.customer_package as (
    id uuid,
    package_id uuid,
    name text,
    status text,
    sessions integer,
    sessions_left integer,
    service_ids uuid[],
    expires_at data.utc_instant,
    issued_at data.utc_instant
);

comment on type api.customer_package is
    'A package that somebody has, as it was when they bought it.';
comment on column api.customer_package.id is 'UUIDv7.';
comment on column api.customer_package.package_id is 'What it is one of.';
comment on column api.customer_package.name is 'What it is called.';
comment on column api.customer_package.status is 'active or expired.';
comment on column api.customer_package.sessions is 'How many visits it was good for.';
comment on column api.customer_package.sessions_left is 'How many are left.';
comment on column api.customer_package.service_ids is 'What it is good for; empty: for everything.';
comment on column api.customer_package.expires_at is 'Until when it is good; null: for ever.';
comment on column api.customer_package.issued_at is 'When it was paid.';
