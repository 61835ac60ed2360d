-- A line of a journal that is about no booking, but about a place: what is in its till, for one.

create function private.line_at(
    p_location data.locations,
    p_kind text,
    p_amount_minor bigint,
    p_unit text,
    p_customer_id uuid default null
) returns private.ledger_line
    language sql immutable parallel safe
    return row(
        p_kind, null, p_amount_minor, p_unit, null, null, null, (p_location).location_id,
        p_customer_id
    )::private.ledger_line;

comment on function private.line_at is
    'A line of a journal that is about a place: debits positive, credits negative.';

grant execute on function private.line_at to holdfast_api;
