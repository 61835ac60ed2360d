-- What a booking costs, in minor units of its currency, with tax: what is to be paid for it in the
-- end.

create function private.total_of(p_booking data.bookings) returns bigint
    language sql immutable parallel safe
    return private.charged_for(p_booking) + case
        when (p_booking).tax_is_inclusive is false then private.tax_of(p_booking)
        else 0
    end;

comment on function private.total_of is 'What a booking costs, in minor units of its currency.';

grant execute on function private.total_of to holdfast_api, holdfast_reader;
