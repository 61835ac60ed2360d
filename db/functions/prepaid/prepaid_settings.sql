-- The shape that the settings of what is sold in advance have outside the database.

create type api.prepaid_settings as (
    gift_cards_online boolean,
    gift_card_months integer,
    smallest_gift_card api.money,
    largest_gift_card api.money,
    packages_unasked boolean
);

comment on type api.prepaid_settings is 'What a business sells in advance.';
comment on column api.prepaid_settings.gift_cards_online is
    'Whether anybody can buy a gift card online.';
comment on column api.prepaid_settings.gift_card_months is
    'How long a gift card is good, from 1 to 240 months; null: for ever. Those that are sold '
    'stay as '
    'they are.';
comment on column api.prepaid_settings.smallest_gift_card is 'What one is worth at least.';
comment on column api.prepaid_settings.largest_gift_card is 'What one is worth at most.';
comment on column api.prepaid_settings.packages_unasked is
    'Whether a session of a package is spent without being asked for, where staff book for '
    'somebody '
    'who has one that fits, or they book with their account.';
