-- GET /v1/invoices
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_invoices(
    p_tenant_id uuid,
    p_series text default null,
    p_from data.local_date default null,
    p_to data.local_date default null,
    p_number text default null,
    p_customer_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    select jsonb_agg(jsonb_build_object(
        'item', private.invoice_json(i),
        'keys', jsonb_build_array((i).invoice_id)
    ) order by (i).invoice_id desc)
    into v_rows
    from (
        select d as i
        from data.invoices as d
        where
            d.tenant_id = p_tenant_id
            and (p_series is null or d.series = p_series)
            and (p_from is null or d.issued_on >= p_from)
            and (p_to is null or d.issued_on <= p_to)
            and (p_number is null or d.number = p_number)
            and (p_customer_id is null or d.booking_id in (
                select b.booking_id
                from data.bookings as b
                where b.tenant_id = p_tenant_id and b.customer_id = p_customer_id
            ))
            and (v_after is null or d.invoice_id < v_after[1]::uuid)
        order by d.invoice_id desc
        limit p_limit + 1
    ) as found;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_invoices is
    'Invoices and credit notes, the newest first.

series is invoice or credit_note; from and to are days of issue.

Answers a page of invoice.';

alter function api.list_invoices owner to holdfast_api;
grant execute on function api.list_invoices to holdfast_web, holdfast_person;
