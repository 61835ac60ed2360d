-- A line of a journal that is about no booking.

create function private.line_for(
    p_kind text,
    p_amount_minor bigint,
    p_unit text,
    p_subject_id uuid default null,
    p_customer_id uuid default null
) returns private.ledger_line
    language sql immutable parallel safe
    return row(
        p_kind, p_subject_id, p_amount_minor, p_unit, null, null, null, null, p_customer_id
    )::private.ledger_line;

comment on function private.line_for is
    'A line of a journal that is about no booking: debits positive, credits negative.';

grant execute on function private.line_for to holdfast_api;
