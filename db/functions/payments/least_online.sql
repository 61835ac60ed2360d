-- The least that can be paid online at a time in a currency, in minor units: what Stripe takes.
-- Null: nothing can be paid online in it.
--
-- These are the currencies that accounts with Stripe settle in, and of which it says the least
-- (docs.stripe.com/currencies, as of 2026). What their minor units are is the same to ISO 4217, to
-- Stripe and to us: none for JPY, hundredths for all others. It is not of ISK, UGX and those in
-- thousandths, which Stripe counts in units of its own.

create function private.least_online(p_currency text) returns bigint
    language sql immutable parallel safe
    return case p_currency
        when 'AED' then 200
        when 'AUD' then 50
        when 'BRL' then 50
        when 'CAD' then 50
        when 'CHF' then 50
        when 'CZK' then 1500
        when 'DKK' then 250
        when 'EUR' then 50
        when 'GBP' then 30
        when 'HKD' then 400
        when 'HUF' then 17500
        when 'INR' then 50
        when 'JPY' then 50
        when 'MXN' then 1000
        when 'MYR' then 200
        when 'NOK' then 300
        when 'NZD' then 50
        when 'PLN' then 200
        when 'RON' then 200
        when 'SEK' then 300
        when 'SGD' then 50
        when 'THB' then 1000
        when 'USD' then 50
    end;

comment on function private.least_online is
    'The least that can be paid online in a currency, in minor units; null if nothing can be.';

grant execute on function private.least_online to holdfast_api;
