-- The shape that a booking has outside the database.

create type api.money as (amount bigint, currency data.currency_code);

comment on type api.money is 'An amount in minor units (cents) of a currency.';
comment on column api.money.amount is 'In minor units.';
comment on column api.money.currency is 'ISO 4217.';

create type api.contact as (
    id uuid,
    name data.short_text,
    email data.email_address,
    phone data.phone_number
);

comment on type api.contact is 'Who a booking is for, as said with it.';
comment on column api.contact.id is 'The customer''s record.';
comment on column api.contact.name is 'As given with the booking.';
comment on column api.contact.email is 'Null if none was given.';
comment on column api.contact.phone is 'Null if none was given.';

create type api.booking as (
    id uuid,
    version integer,
    status data.booking_status,
    payment_status text,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    time_zone text,
    party_size integer,
    price api.money,
    deposit api.money,
    discount api.money,
    tax api.money,
    total api.money,
    amount_paid api.money,
    amount_due api.money,
    hold_expires_at data.utc_instant,
    checkout_url text,
    card_url text,
    customer api.contact,
    note text,
    locale text,
    cancel_until data.utc_instant,
    refund_policy jsonb,
    refund_now api.money,
    reschedule_until data.utc_instant,
    series_id uuid,
    manage_token text,
    created_at data.utc_instant
);

comment on type api.booking is 'A booking, with the terms that were agreed when it was made.';
comment on column api.booking.id is 'UUIDv7.';
comment on column api.booking.version is 'Rises with every change; also the ETag.';
comment on column api.booking.status is
    'held, pending, confirmed, checked_in, completed, declined, cancelled_by_customer, '
    'cancelled_by_business, expired or no_show.';
comment on column api.booking.payment_status is
    'none, requires_payment, paid, partially_refunded, refunded or disputed.';
comment on column api.booking.service_id is 'What was booked.';
comment on column api.booking.resource_id is 'Who or what leads the visit.';
comment on column api.booking.location_id is 'Where.';
comment on column api.booking.starts_at is 'UTC.';
comment on column api.booking.ends_at is 'UTC, the first moment after the visit.';
comment on column api.booking.time_zone is 'The location''s zone, for whoever reads the times.';
comment on column api.booking.party_size is 'How many people come.';
comment on column api.booking.price is 'What the visit costs.';
comment on column api.booking.deposit is 'What is due in advance, with tax.';
comment on column api.booking.discount is
    'What a reward, or a session paid in advance, takes off the price; null: nothing.';
comment on column api.booking.tax is
    'The tax on what is left of the price, be it in it or on top of it.';
comment on column api.booking.total is
    'What is to be paid in the end: the price less the discount, and tax.';
comment on column api.booking.amount_paid is 'What has been paid and not given back, without tips.';
comment on column api.booking.amount_due is
    'What is to be paid now: while held, what is due in advance.';
comment on column api.booking.hold_expires_at is 'When an unpaid hold lapses; null unless held.';
comment on column api.booking.checkout_url is
    'Where to pay while it is held; null if the business takes no payments online.';
comment on column api.booking.card_url is
    'Where to give the card that it wants, while it is held for that; null otherwise.';
comment on column api.booking.customer is 'Who it is for.';
comment on column api.booking.note is 'What the customer wrote; null if nothing.';
comment on column api.booking.locale is 'The language to write to the customer in.';
comment on column api.booking.cancel_until is 'Until when the customer may cancel.';
comment on column api.booking.refund_policy is
    'What goes back if the customer cancels, and what is charged of who comes too late or not at '
    'all, as it was agreed when it was made; null: everything goes back.';
comment on column api.booking.refund_now is
    'What would go back if the customer cancelled now; null if nothing is paid.';
comment on column api.booking.reschedule_until is 'Until when the customer may move it.';
comment on column api.booking.series_id is 'The series it belongs to; null if to none.';
comment on column api.booking.manage_token is
    'Opens this booking without an account; only in the answer that creates it, or accepts it.';
comment on column api.booking.created_at is 'UTC.';
