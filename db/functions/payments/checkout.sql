-- What clients are told of a payment that is to be made.

create type api.checkout as (
    payment_id uuid,
    url text,
    amount api.money,
    expires_at data.utc_instant
);

comment on type api.checkout is 'Where a booking can be paid.';
comment on column api.checkout.payment_id is 'UUIDv7.';
comment on column api.checkout.url is 'A page of Stripe''s. Send whoever pays there.';
comment on column api.checkout.amount is 'What is to be paid, with the tip.';
comment on column api.checkout.expires_at is
    'Until when the page is there. A hold may end sooner: what is paid after that gets its time if '
    'it is still free, and goes back otherwise.';
