-- What is on its way back to a customer, as a line of a journal.

create function private.due_line(
    p_refund data.refunds,
    p_booking data.bookings,
    p_amount_minor bigint
) returns private.ledger_line
    language sql immutable parallel safe
    return case
        when (p_refund).booking_id is null
            then private.line_for('refunds_due', p_amount_minor, (p_refund).currency)
        else private.line_of(p_booking, 'refunds_due', p_amount_minor)
    end;

comment on function private.due_line is 'What is on its way back, as a line of a journal.';

grant execute on function private.due_line to holdfast_api;
