-- GET /v1/bookings/{id}/invoices
-- GET /v1/tenants/{slug}/bookings/{id}/invoices
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN003  booking-not-found
--             KV002  cursor-unreadable

create function api.list_booking_invoices(
    p_tenant_id uuid,
    p_booking_id uuid,
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
    perform private.require_booking(p_tenant_id, p_booking_id, false);

    select jsonb_agg(jsonb_build_object(
        'item', private.invoice_json(i),
        'keys', jsonb_build_array((i).invoice_id)
    ) order by (i).invoice_id)
    into v_rows
    from (
        select d as i
        from data.invoices as d
        where
            d.tenant_id = p_tenant_id
            and d.booking_id = p_booking_id
            and (v_after is null or d.invoice_id > v_after[1]::uuid)
        order by d.invoice_id
        limit p_limit + 1
    ) as found;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_booking_invoices is
    'The invoices and credit notes of a booking, the oldest first.

Answers a page of invoice.';

alter function api.list_booking_invoices owner to holdfast_api;
grant execute on function api.list_booking_invoices to holdfast_web, holdfast_person;
