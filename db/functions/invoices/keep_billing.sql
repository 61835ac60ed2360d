-- Keeps to whom a booking, which is locked, is to be invoiced, all of it anew. What somebody says
-- who is neither staff nor has an account counts for that booking alone.

create function private.keep_billing(
    p_booking data.bookings,
    p_name text,
    p_company text,
    p_address text,
    p_tax_number text
) returns void
    language sql volatile
    set search_path = ''
as $$
    insert into data.billing_details as d (
        tenant_id, booking_id, name, company, address, tax_number, is_proven
    )
    values (
        p_booking.tenant_id,
        p_booking.booking_id,
        p_name,
        p_company,
        nullif(p_address, ''),
        p_tax_number,
        not private.is_guest() or private.current_claims() ? 'account_email'
    )
    on conflict (tenant_id, booking_id) do update
    set
        name = excluded.name,
        company = excluded.company,
        address = excluded.address,
        tax_number = excluded.tax_number,
        is_proven = excluded.is_proven,
        updated_at = now();
$$;

comment on function private.keep_billing is 'Keep to whom a booking is to be invoiced.';

grant execute on function private.keep_billing to holdfast_api;
