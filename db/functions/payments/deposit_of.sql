-- What is due in advance for a booking: of the total, the share that the deposit is of the price. A
-- deposit of all of the price is all of the total.

create function private.deposit_of(p_booking data.bookings) returns bigint
    language sql immutable parallel safe
    return case
        when (p_booking).price_minor = 0 then 0
        else round(
            private.total_of(p_booking)::numeric * (p_booking).deposit_minor
            / (p_booking).price_minor
        )
    end::bigint;

comment on function private.deposit_of is 'What is due in advance for a booking, in minor units.';

grant execute on function private.deposit_of to holdfast_api;
