-- The shapes that a card on file has outside the database.

create type api.card_page as (card_id uuid, url text, expires_at data.utc_instant);

comment on type api.card_page is 'Where a card can be given.';
comment on column api.card_page.card_id is 'UUIDv7.';
comment on column api.card_page.url is
    'A page of Stripe''s. Send whoever books there; no money moves.';
comment on column api.card_page.expires_at is 'Until when the page is there. UTC.';

create type api.card as (
    id uuid,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer,
    created_at data.utc_instant
);

comment on type api.card is 'A card on file: what fees are charged to.';
comment on column api.card.id is 'UUIDv7.';
comment on column api.card.brand is 'visa, mastercard …; null if Stripe has not said yet.';
comment on column api.card.last4 is 'Its last digits; null if Stripe has not said yet.';
comment on column api.card.exp_month is
    'The month in which it ends; null if Stripe has not said yet.';
comment on column api.card.exp_year is 'The year of that; null if Stripe has not said yet.';
comment on column api.card.created_at is 'UTC.';

create type private.card_request as (
    tenant_id uuid,
    card_id uuid,
    session private.checkout_session,
    account_id text,
    idempotency_key text,
    currency text,
    email text,
    locale text,
    return_url text,
    expires_at bigint
);

comment on type private.card_request is
    'A card as Stripe is asked for it. With a session, Stripe was asked before.';
