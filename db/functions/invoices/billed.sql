-- What is, or was, to be invoiced of a booking, in minor units: what it brought in without tax, the
-- tax, fees, and tips. Its documents say the one, less what credit notes took off.

create type private.billed as (revenue bigint, tax bigint, fees bigint, tips bigint);

comment on type private.billed is 'What is to be invoiced of a booking, in minor units.';

create function private.billed(p_booking data.bookings) returns private.billed
    language sql stable
    set search_path = ''
as $$
    select row(
        coalesce(sum(s.sign * l.net_minor) filter (where l.kind not in ('fee', 'tip')), 0),
        coalesce(sum(s.sign * l.tax_minor), 0),
        coalesce(sum(s.sign * l.net_minor) filter (where l.kind = 'fee'), 0),
        coalesce(sum(s.sign * l.net_minor) filter (where l.kind = 'tip'), 0)
    )::private.billed
    from data.invoices as i
    cross join lateral (select case i.series when 'invoice' then 1 else -1 end) as s (sign)
    join data.invoice_lines as l
        on l.tenant_id = (p_booking).tenant_id and l.invoice_id = i.invoice_id
    where
        i.tenant_id = (p_booking).tenant_id
        and i.booking_id = (p_booking).booking_id;
$$;

comment on function private.billed is 'What was invoiced of a booking, by its documents.';

grant execute on function private.billed to holdfast_api, holdfast_reader;
