-- The status of a booking at this moment: a hold that has lapsed is expired, also before somebody
-- who needs its slot has come and written that down.

create function private.status_of(p_booking data.bookings) returns text
    language sql stable parallel safe
    return case
        when (p_booking).status = 'held' and private.lapses_at(p_booking) <= now() then 'expired'
        else (p_booking).status::text
    end;

comment on function private.status_of is 'The status of a booking at this moment.';

grant execute on function private.status_of to holdfast_api;
