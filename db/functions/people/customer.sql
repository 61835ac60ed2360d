-- The shape that a customer has outside the database.

create type api.customer as (
    id uuid,
    name text,
    email text,
    phone text,
    note text,
    locale text,
    created_at data.utc_instant
);

comment on type api.customer is 'Somebody who books with this business.';
comment on column api.customer.id is 'UUIDv7.';
comment on column api.customer.name is 'Their name.';
comment on column api.customer.email is
    'In lower case; no two customers have the same. Null if unknown.';
comment on column api.customer.phone is 'Null if unknown.';
comment on column api.customer.note is 'What the staff noted; null if nothing.';
comment on column api.customer.locale is
    'The language to write to them in; null: that of the business.';
comment on column api.customer.created_at is 'UTC.';
