-- Where the card that a booking wants is given: an address of ours, which asks Stripe for a page
-- when it is opened.

create function private.card_url(p_booking data.bookings) returns text
    language sql stable
    set search_path = ''
as $$
    select regexp_replace(private.checkout_url(p_booking), '/pay/(?=[^/]+/[^/]+$)', '/card/');
$$;

comment on function private.card_url is
    'Where the card that a booking wants is given; null if the business takes none.';

grant execute on function private.card_url to holdfast_api;
