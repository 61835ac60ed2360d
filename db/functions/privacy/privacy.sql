-- The shapes that what concerns privacy has outside the database.

create type api.person as (
    customer_id uuid,
    exported_at data.utc_instant,
    records jsonb
);

comment on type api.person is 'All that a business knows of a customer.';
comment on column api.person.customer_id is 'UUIDv7.';
comment on column api.person.exported_at is 'UTC.';
comment on column api.person.records is
    'The rows about them, by table: customers, bookings, waitlist, history, messages and others.';

create type api.account as (
    exported_at data.utc_instant,
    profile jsonb,
    sessions jsonb,
    businesses jsonb
);

comment on type api.account is 'All that is known of somebody who signs in.';
comment on column api.account.exported_at is 'UTC.';
comment on column api.account.profile is 'Their account, without what they sign in with.';
comment on column api.account.sessions is 'Where and when they signed in.';
comment on column api.account.businesses is
    'Those that know their e-mail address: slug, name, the customer_id that they have there, and '
    'records, as in an export of a customer.';

create type api.erasure as (
    customer_id uuid,
    erased_at data.utc_instant,
    cancelled_bookings integer
);

comment on type api.erasure is 'That a customer was erased.';
comment on column api.erasure.customer_id is 'UUIDv7. Their bookings still have it.';
comment on column api.erasure.erased_at is 'UTC.';
comment on column api.erasure.cancelled_bookings is 'How many bookings to come were cancelled.';

create type api.retention as (
    customers_months integer,
    waitlist_days integer,
    messages_days integer,
    history_months integer
);

comment on type api.retention is 'How long a business keeps what is personal.';
comment on column api.retention.customers_months is
    'Customers who have not come for that long are erased; null: never.';
comment on column api.retention.waitlist_days is
    'Entries of the waitlist go that long after their window; null: never.';
comment on column api.retention.messages_days is
    'E-mails go that long after being written, deliveries after coming to an end.';
comment on column api.retention.history_months is
    'Personal data in the history are erased after that long; null: never.';
