-- Until when a hold can be paid, accepted or confirmed; null if a booking is not held.

create function private.lapses_at(p_booking data.bookings) returns timestamptz
    language sql immutable parallel safe
    return least((p_booking).lapses_at, (p_booking).hold_expires_at);

comment on function private.lapses_at is 'Until when a hold can be paid or accepted.';

grant execute on function private.lapses_at to holdfast_api;
