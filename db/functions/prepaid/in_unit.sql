-- A line of a journal in another unit than the currency of its booking.

create function private.in_unit(p_line private.ledger_line, p_unit text)
returns private.ledger_line
    language sql immutable parallel safe
    return row(
        (p_line).kind, (p_line).subject_id, (p_line).amount_minor, p_unit, (p_line).booking_id,
        (p_line).service_id, (p_line).resource_id, (p_line).location_id, (p_line).customer_id
    )::private.ledger_line;

comment on function private.in_unit is 'A line of a journal, in another unit.';

grant execute on function private.in_unit to holdfast_api;
