-- What the first invoice of a visit says, line by line: what it was agreed to cost, what is off,
-- and what has been given back by then. The last has what the others leave of what the ledger says,
-- so that all of them come to that.

create function private.first_lines(p_booking data.bookings, p_billed private.billed)
returns private.document_line[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_tax constant bigint := private.tax_of(p_booking);
    v_net constant bigint := private.total_of(p_booking) - v_tax;
    v_lines private.document_line[] := private.document_lines(p_booking, p_billed);
    v_full data.bookings := p_booking;
    v_full_tax bigint;
    v_full_net bigint;
    v_capacity integer;
begin
    if p_booking.status <> 'completed' then
        return v_lines;
    end if;

    select capacity
    into v_capacity
    from data.services
    where tenant_id = p_booking.tenant_id and service_id = p_booking.service_id;

    v_full.discount_minor := null;
    v_full_tax := private.tax_of(v_full);
    v_full_net := private.total_of(v_full) - v_full_tax;
    -- Places of a class have each their price.
    v_lines[1].quantity := case
        when v_capacity > 1 and p_booking.price_minor % p_booking.party_size = 0
            then p_booking.party_size
        else 1
    end;
    v_lines[1].net_minor := v_full_net;
    v_lines[1].tax_minor := v_full_tax;

    return v_lines[1:1] || array[
        row(
            'discount', null, 1, v_net - v_full_net,
            p_booking.tax_basis_points, v_tax - v_full_tax
        )::private.document_line,
        row(
            'reduction', null, 1, p_billed.revenue - v_net,
            p_booking.tax_basis_points, p_billed.tax - v_tax
        )::private.document_line
    ] || v_lines[2:];
end;
$$;

comment on function private.first_lines is
    'What the first invoice of a visit says, line by line.';

grant execute on function private.first_lines to holdfast_api;
