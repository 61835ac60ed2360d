-- Whether nothing more comes of a booking: it has taken place, or it will not.

create function private.is_over(p_booking data.bookings) returns boolean
    language sql immutable parallel safe
    return (p_booking).status in (
        'completed', 'no_show', 'declined', 'cancelled_by_business', 'cancelled_by_customer'
    );

comment on function private.is_over is 'Whether nothing more comes of a booking.';

grant execute on function private.is_over to holdfast_api, holdfast_reader;
