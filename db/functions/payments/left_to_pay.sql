-- What is left to pay for a booking, sooner or later. Once a visit is over that is what is owed for
-- it. What staff have given back is not to be paid again. Nothing is owed for what does not take
-- place.

create function private.left_to_pay(p_booking data.bookings) returns bigint
    language sql stable
    return greatest(0, case
        when (p_booking).status in ('completed', 'no_show')
            then private.moved_for(p_booking, 'receivable')
        when (p_booking).status in (
            'declined', 'expired', 'cancelled_by_business', 'cancelled_by_customer'
        ) then 0
        else private.total_of(p_booking) - private.covered_for(p_booking)
    end);

comment on function private.left_to_pay is 'What is left to pay for a booking, in minor units.';

grant execute on function private.left_to_pay to holdfast_api;
