-- The shape of one customer with what is known of their visits. It is counted when it is asked for,
-- and kept nowhere.

create type api.activity as (
    visits integer,
    no_shows integer,
    cancellations integer,
    last_visit_at data.utc_instant,
    next_booking_id uuid,
    next_booking_at data.utc_instant
);

comment on type api.activity is 'What came of a customer''s bookings.';
comment on column api.activity.visits is 'How often they came.';
comment on column api.activity.no_shows is 'How often they did not come.';
comment on column api.activity.cancellations is 'How often they cancelled.';
comment on column api.activity.last_visit_at is
    'When the last visit began; null if there was none.';
comment on column api.activity.next_booking_id is 'The next one; null if there is none.';
comment on column api.activity.next_booking_at is 'When that begins; null if there is none.';

create type api.customer_details as (
    id uuid,
    name text,
    email text,
    phone text,
    note text,
    locale text,
    created_at data.utc_instant,
    activity api.activity
);

comment on type api.customer_details is
    'Somebody who books with this business, and what came of it.';
comment on column api.customer_details.id is 'UUIDv7.';
comment on column api.customer_details.name is 'Their name.';
comment on column api.customer_details.email is
    'In lower case; no two customers have the same. Null if unknown.';
comment on column api.customer_details.phone is 'As it was typed. Null if unknown.';
comment on column api.customer_details.note is 'What the staff noted; null if nothing.';
comment on column api.customer_details.locale is
    'The language to write to them in; null: that of the business.';
comment on column api.customer_details.created_at is 'UTC.';
comment on column api.customer_details.activity is 'What came of their bookings.';
