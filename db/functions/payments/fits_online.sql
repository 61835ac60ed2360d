-- Whether a price can be paid online: at once, or a deposit and later the rest.

create function private.fits_online(p_currency text, p_price_minor bigint, p_deposit_minor bigint)
returns boolean
    language sql immutable parallel safe
    return coalesce(
        (p_deposit_minor = 0 or p_deposit_minor >= private.least_online(p_currency))
        and (
            p_price_minor = p_deposit_minor
            or p_price_minor - p_deposit_minor >= private.least_online(p_currency)
        ),
        false
    );

comment on function private.fits_online is 'Whether a price can be paid online.';

grant execute on function private.fits_online to holdfast_api;
