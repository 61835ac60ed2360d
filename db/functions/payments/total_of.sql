-- What a booking costs, in minor units of its currency: what is to be paid for it in the end.

create function private.total_of(p_booking data.bookings) returns bigint
    language sql immutable parallel safe
    return (p_booking).price_minor::bigint - coalesce((p_booking).discount_minor, 0);

comment on function private.total_of is 'What a booking costs, in minor units of its currency.';

grant execute on function private.total_of to holdfast_api;
