-- How much notice a customer gives who cancels a booking now: until it begins, and no more than
-- there was when they moved it.

create function private.notice_of(p_booking data.bookings) returns interval
    language sql stable
    return least(
        (p_booking).starts_at - now(),
        make_interval(mins => (p_booking).least_notice_minutes)
    );

comment on function private.notice_of is
    'How much notice a customer gives who cancels a booking now.';

grant execute on function private.notice_of to holdfast_api;
