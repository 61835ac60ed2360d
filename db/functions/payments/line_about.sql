-- A line of a journal about a payment, with what reports ask for of the booking that it is for, if
-- it is for one.

create function private.line_about(
    p_payment data.payments,
    p_kind text,
    p_amount_minor bigint,
    p_subject_id uuid default null
) returns private.ledger_line
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_line private.ledger_line;
begin
    select *
    into v_booking
    from data.bookings
    where tenant_id = p_payment.tenant_id and booking_id = p_payment.booking_id;

    v_line := private.line_of(v_booking, p_kind, p_amount_minor, p_subject_id);
    v_line.unit := p_payment.currency;

    return v_line;
end;
$$;

comment on function private.line_about is
    'A line of a journal about a payment: debits positive, credits negative.';

grant execute on function private.line_about to holdfast_api;
