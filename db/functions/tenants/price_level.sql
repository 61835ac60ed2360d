-- What a euro of a preset's prices is in another currency, in round figures and in minor units of
-- it: so that a price has the right size when a business opens. It sets its own then.

create function private.price_level(p_currency text) returns integer
    language sql immutable parallel safe
    return coalesce(
        (
            '{
                "AED": 4, "BRL": 6, "CZK": 25, "DKK": 7, "HUF": 400, "ILS": 4, "INR": 50, "ISK": 2,
                "JPY": 2, "KRW": 15, "MXN": 20, "NOK": 12, "PLN": 4, "RON": 5, "SEK": 11, "THB": 40,
                "TRY": 40, "TWD": 35, "UAH": 45, "ZAR": 20
            }'::jsonb ->> p_currency
        )::integer,
        1
    );

comment on function private.price_level is 'What prices of presets, in euros, are multiplied by.';

grant execute on function private.price_level to holdfast_api;
