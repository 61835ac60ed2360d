-- A payment as Stripe is asked for it. What clients are told of it is an api.checkout.

create type private.checkout_line as (kind text, amount bigint);

comment on type private.checkout_line is 'A line of what is to be paid, in minor units.';

create type private.checkout_session as (id text, url text, expires_at bigint);

comment on type private.checkout_session is 'A page on which a payment can be made.';

create type private.checkout_request as (
    tenant_id uuid,
    payment_id uuid,
    session private.checkout_session,
    account_id text,
    idempotency_key text,
    currency text,
    application_fee bigint,
    lines private.checkout_line[],
    title text,
    email text,
    locale text,
    return_url text,
    expires_at bigint,
    save_card boolean
);

comment on type private.checkout_request is
    'A payment as Stripe is asked for it. With a session, Stripe was asked before.';
