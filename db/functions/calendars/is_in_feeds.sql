-- Whether a booking stands in feeds: what is to come, what was in the last thirty days, and, for
-- thirty days, what was cancelled, so that a calendar which has it learns of that. What was never
-- agreed does not.

create function private.is_in_feeds(p_booking data.bookings) returns boolean
    language sql stable
    return case
        when private.status_of(p_booking) in ('expired', 'declined') then false
        when (p_booking).status in ('cancelled_by_customer', 'cancelled_by_business')
            then (p_booking).updated_at > now() - interval '30 days'
        else true
    end;

comment on function private.is_in_feeds is 'Whether a booking stands in feeds.';

grant execute on function private.is_in_feeds to holdfast_api;
