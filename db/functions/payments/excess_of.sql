-- What a payment was too much by, however often and in whichever parts it was paid: of a deposit
-- what is more than is due in advance, of anything else what is more than the booking costs. A page
-- may have been open while something else paid for the same. A tip is never too much.

create function private.excess_of(p_payment data.payments, p_booking data.bookings)
returns bigint
    language sql stable
    set search_path = ''
    return greatest(0, least(
        (p_payment).amount_minor - (p_payment).tip_minor,
        private.covered_for(p_booking) - case (p_payment).part
            when 'deposit' then private.deposit_of(p_booking)
            else private.total_of(p_booking)
        end
    ));

comment on function private.excess_of is 'What a payment was too much by, in minor units.';

grant execute on function private.excess_of to holdfast_api;
