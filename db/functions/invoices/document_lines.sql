-- What a document says that says so much of a booking, line by line: the visit, fees, tips. The
-- lines come to exactly that.

create function private.document_lines(p_booking data.bookings, p_billed private.billed)
returns private.document_line[]
    language sql stable
    set search_path = ''
as $$
    select array[
        row(
            'service', s.name, 1, (p_billed).revenue, (p_booking).tax_basis_points, (p_billed).tax
        )::private.document_line,
        row('fee', s.name, 1, (p_billed).fees, null, 0)::private.document_line,
        row('tip', null, 1, (p_billed).tips, null, 0)::private.document_line
    ]
    from data.services as s
    where s.tenant_id = (p_booking).tenant_id and s.service_id = (p_booking).service_id;
$$;

comment on function private.document_lines is
    'What a document says of so much of a booking, line by line.';

grant execute on function private.document_lines to holdfast_api;
