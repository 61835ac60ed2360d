-- What is charged for a booking by its prices: with the tax if they include it, without if not.

create function private.charged_for(p_booking data.bookings) returns bigint
    language sql immutable parallel safe
    return (p_booking).price_minor::bigint;

comment on function private.charged_for is
    'What a booking is charged by its prices, in minor units.';

grant execute on function private.charged_for to holdfast_api, holdfast_reader;
