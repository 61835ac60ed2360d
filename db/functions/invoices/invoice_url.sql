-- Where a document can be read by whoever has the address: in it is a token of that document alone.

create function private.invoice_url(p_invoice data.invoices, p_page text) returns text
    language sql stable
    set search_path = ''
as $$
    select format(
        '%s/links/%s?business=%s&id=%s&token=%s',
        rtrim(private.current_claims() ->> 'public_url', '/'),
        p_page,
        t.slug,
        (p_invoice).invoice_id,
        private.manage_token(t.tenant_id, (p_invoice).invoice_id)
    )
    from data.tenants as t
    where t.tenant_id = (p_invoice).tenant_id and private.current_claims() ? 'public_url';
$$;

comment on function private.invoice_url is 'Where a document can be read.';

grant execute on function private.invoice_url to holdfast_api;
