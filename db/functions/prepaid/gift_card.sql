-- The shapes that a gift card has outside the database.

create type api.gift_card as (
    id uuid,
    status text,
    code text,
    code_end text,
    amount api.money,
    "left" api.money,
    customer_id uuid,
    payment_id uuid,
    recipient_name text,
    message text,
    expires_at data.utc_instant,
    issued_at data.utc_instant,
    void_reason text,
    created_at data.utc_instant
);

comment on type api.gift_card is 'A gift card, for those who sell it.';
comment on column api.gift_card.id is 'UUIDv7.';
comment on column api.gift_card.status is 'pending (not paid yet), active, expired or voided.';
comment on column api.gift_card.code is
    'What spends it. In the answer that sells it, and never again: it is not kept.';
comment on column api.gift_card.code_end is
    'The last four signs of the code; null until it is paid.';
comment on column api.gift_card.amount is 'What it was worth when it was new.';
comment on column api.gift_card.left is 'What it is worth now.';
comment on column api.gift_card.customer_id is 'Who bought it; null if nobody said.';
comment on column api.gift_card.payment_id is 'What it was bought with.';
comment on column api.gift_card.recipient_name is 'Whom it is for; null if nobody said.';
comment on column api.gift_card.message is 'What is written on it; null if nothing.';
comment on column api.gift_card.expires_at is 'Until when it is good; null: for ever.';
comment on column api.gift_card.issued_at is 'When it was paid; null if it was not.';
comment on column api.gift_card.void_reason is 'Why it is void; null unless it is.';
comment on column api.gift_card.created_at is 'UTC.';

create type api.gift_card_balance as (
    status text, code_end text, "left" api.money, expires_at data.utc_instant
);

comment on type api.gift_card_balance is 'What a gift card is worth, for whoever has its code.';
comment on column api.gift_card_balance.status is 'active, expired or voided.';
comment on column api.gift_card_balance.code_end is 'The last four signs of the code.';
comment on column api.gift_card_balance.left is 'What it is worth now.';
comment on column api.gift_card_balance.expires_at is 'Until when it is good; null: for ever.';
