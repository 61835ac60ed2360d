-- Which part of what a booking costs is to be paid now.

create function private.part_due(p_booking data.bookings) returns text
    language sql stable
    return case
        when (p_booking).status = 'held' and (p_booking).deposit_minor > 0 then 'deposit'
        when private.paid_for(p_booking) > 0 then 'balance'
        else 'full'
    end;

comment on function private.part_due is 'full, deposit or balance: what is to be paid now.';

grant execute on function private.part_due to holdfast_api;
