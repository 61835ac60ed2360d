-- What has become of an entry by this moment, also before somebody has come and written it down: an
-- offer may have lapsed, a window passed. Takes the booking that was offered, if one was.

create function private.waitlist_status_of(p_entry data.waitlist, p_booking data.bookings)
returns text
    language sql stable parallel safe
    return case
        when (p_entry).status = 'offered' and private.status_of(p_booking) = 'expired' then 'lapsed'
        when (p_entry).status = 'waiting' and (p_entry).window_ends_at <= now() then 'ended'
        else (p_entry).status::text
    end;

comment on function private.waitlist_status_of is 'What has become of an entry by this moment.';

grant execute on function private.waitlist_status_of to holdfast_api;
