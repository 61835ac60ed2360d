-- What is to be paid for a booking now, as the lines that a customer reads. Together they are
-- private.amount_due and the tip.

create function private.lines_due(p_booking data.bookings, p_tip_minor bigint)
returns private.payment_line[]
    language sql stable
    return private.lines_of(
        p_booking, private.part_due(p_booking), private.amount_due(p_booking), p_tip_minor
    );

comment on function private.lines_due is 'What is to be paid for a booking now, line by line.';

grant execute on function private.lines_due to holdfast_api;
