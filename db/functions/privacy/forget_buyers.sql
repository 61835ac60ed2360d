-- Takes who bought off documents that the law does not have kept any longer, where they have been
-- erased everywhere else; so many at most. Says how many there were.

create function private.forget_buyers(p_tenant_id uuid, p_limit integer) returns integer
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_blank constant text := (
        select private.blank_of('name', false, t.locale)
        from data.tenants as t
        where t.tenant_id = p_tenant_id
    );
    v_ids uuid[];
begin
    v_ids := array(
        select i.invoice_id
        from data.invoices as i
        join data.bookings as b
            on b.tenant_id = p_tenant_id and b.booking_id = i.booking_id
        join data.erasures as e
            on e.tenant_id = p_tenant_id and e.customer_id = b.customer_id
        where
            i.tenant_id = p_tenant_id
            and i.kept_until < current_date
            and quote_literal(i.buyer_name) <> v_blank
        limit p_limit
    );

    perform private.erase_rows(
        'invoices',
        format(
            'tenant_id = %L and invoice_id = any(%L) and %s',
            p_tenant_id, v_ids, private.kept_by_law('invoices')
        ),
        (select locale from data.tenants where tenant_id = p_tenant_id)
    );

    return cardinality(v_ids);
end;
$$;

comment on function private.forget_buyers is
    'Take who bought off documents that nobody has to keep; how many there were.';

alter function private.forget_buyers owner to holdfast_eraser;
grant execute on function private.forget_buyers to holdfast_api;
