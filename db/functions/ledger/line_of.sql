-- A line of a journal that is about a booking.

create function private.line_of(
    p_booking data.bookings,
    p_kind text,
    p_amount_minor bigint,
    p_subject_id uuid default null
) returns private.ledger_line
    language sql immutable parallel safe
    return row(
        p_kind,
        p_subject_id,
        p_amount_minor,
        (p_booking).currency,
        (p_booking).booking_id,
        (p_booking).service_id,
        (p_booking).resource_id,
        (p_booking).location_id,
        (p_booking).customer_id
    )::private.ledger_line;

comment on function private.line_of is
    'A line of a journal that is about a booking: debits positive, credits negative.';

grant execute on function private.line_of to holdfast_api;
