-- The invoice of a booking: the one in whose place no other stands. Null: there is none.

create function private.invoice_of(p_tenant_id uuid, p_booking_id uuid) returns data.invoices
    language sql stable
    set search_path = ''
as $$
    select i
    from data.invoices as i
    where
        i.tenant_id = p_tenant_id
        and i.booking_id = p_booking_id
        and i.series = 'invoice'
        and i.corrects_id is null
        and not exists (
            select
            from data.invoices as o
            where o.tenant_id = p_tenant_id and o.replaces_id = i.invoice_id
        );
$$;

comment on function private.invoice_of is 'The invoice of a booking, if there is one.';

grant execute on function private.invoice_of to holdfast_api;
