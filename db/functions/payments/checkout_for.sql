-- What a payment is for, as whoever pays reads it, and where they are sent afterwards.

create type private.checkout_for as (
    title text,
    email text,
    locale text,
    return_url text,
    card_required boolean
);

comment on type private.checkout_for is 'What a payment is for, as whoever pays reads it.';
