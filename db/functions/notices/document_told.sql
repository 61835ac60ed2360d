-- What a notice says of the document that comes with it: the document, and the token that opens it.

create function private.document_told(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select case
        when p_delivery.data ? 'invoice_id' then (
            select jsonb_build_object(
                'document', private.invoice_json(i),
                'document_token', private.manage_token(i.tenant_id, i.invoice_id)
            )
            from data.invoices as i
            where
                i.tenant_id = p_delivery.tenant_id
                and i.invoice_id = (p_delivery.data ->> 'invoice_id')::uuid
        )
        else '{}'
    end;
$$;

comment on function private.document_told is 'What a notice says of the document with it.';

grant execute on function private.document_told to holdfast_api;
