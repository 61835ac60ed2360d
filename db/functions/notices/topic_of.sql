-- What a kind of notice is about: what whoever does not want it switches off.

create function private.topic_of(p_kind text) returns text
    language sql immutable parallel safe
    return case p_kind
        when 'reminder' then 'reminders'
        when 'review_request' then 'reviews'
        when 'staff_booked' then 'booked'
        when 'staff_rescheduled' then 'moved'
        when 'staff_cancelled' then 'cancelled'
        else 'bookings'
    end;

comment on function private.topic_of is 'What a kind of notice is about.';

grant execute on function private.topic_of to holdfast_api;
