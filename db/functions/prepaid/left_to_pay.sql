-- All that is still to be paid for a booking, in advance or not.

create function private.left_to_pay(p_booking data.bookings) returns bigint
    language sql stable
    return greatest(0, private.total_of(p_booking) - private.paid_for(p_booking));

comment on function private.left_to_pay is 'All that is still to be paid for a booking.';

grant execute on function private.left_to_pay to holdfast_api;
