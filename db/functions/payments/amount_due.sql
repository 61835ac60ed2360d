-- What is to be paid for a booking now: while it is held, what is due in advance; after that, the
-- rest.

create function private.amount_due(p_booking data.bookings) returns bigint
    language sql stable
    return case
        when (p_booking).status = 'held' and (p_booking).deposit_minor > 0
            then greatest(0, private.deposit_of(p_booking) - private.covered_for(p_booking))
        else private.left_to_pay(p_booking)
    end;

comment on function private.amount_due is 'What is to be paid for a booking now, in minor units.';

grant execute on function private.amount_due to holdfast_api;
