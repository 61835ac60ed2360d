-- What is charged for a booking by its prices, less what is off: with the tax if they include it,
-- without if not. A discount lowers the tax with the price.

create function private.charged_for(p_booking data.bookings) returns bigint
    language sql immutable parallel safe
    return (p_booking).price_minor::bigint - coalesce((p_booking).discount_minor, 0);

comment on function private.charged_for is
    'What a booking is charged by its prices, less what is off, in minor units.';

grant execute on function private.charged_for to holdfast_api, holdfast_reader;
