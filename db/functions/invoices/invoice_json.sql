-- The one shape a document has outside the database.

create function private.invoice_json(p_invoice data.invoices) returns jsonb
    language sql stable
    set search_path = ''
as $$
    with lines as materialized (
        select l.*
        from data.invoice_lines as l
        where l.tenant_id = (p_invoice).tenant_id and l.invoice_id = (p_invoice).invoice_id
    )

    select to_jsonb(row(
        (p_invoice).invoice_id,
        (p_invoice).series,
        (p_invoice).number,
        (p_invoice).booking_id,
        (p_invoice).corrects_id,
        (
            select c.number
            from data.invoices as c
            where
                c.tenant_id = (p_invoice).tenant_id and c.invoice_id = (p_invoice).corrects_id
        ),
        (p_invoice).replaces_id,
        (
            select r.number
            from data.invoices as r
            where
                r.tenant_id = (p_invoice).tenant_id and r.invoice_id = (p_invoice).replaces_id
        ),
        (p_invoice).reason,
        (p_invoice).issued_on,
        (p_invoice).supplied_on,
        (p_invoice).currency,
        (p_invoice).locale,
        row(
            (p_invoice).seller_name, null, (p_invoice).seller_address,
            (p_invoice).seller_tax_number
        )::api.invoice_party,
        row(
            (p_invoice).buyer_name, (p_invoice).buyer_company, (p_invoice).buyer_address,
            (p_invoice).buyer_tax_number
        )::api.invoice_party,
        (p_invoice).tax_name,
        array(
            select row(
                l.kind,
                l.description,
                l.quantity,
                row(l.net_minor, (p_invoice).currency)::api.money,
                l.tax_basis_points,
                row(l.tax_minor, (p_invoice).currency)::api.money,
                row(l.net_minor + l.tax_minor, (p_invoice).currency)::api.money
            )::api.invoice_line
            from lines as l
            order by l.line
        ),
        array(
            select row(
                l.tax_basis_points,
                row(sum(l.net_minor), (p_invoice).currency)::api.money,
                row(sum(l.tax_minor), (p_invoice).currency)::api.money,
                row(sum(l.net_minor + l.tax_minor), (p_invoice).currency)::api.money
            )::api.invoice_tax
            from lines as l
            where l.kind <> 'tip'
            group by l.tax_basis_points
            order by l.tax_basis_points desc nulls last
        ),
        row((p_invoice).net_minor, (p_invoice).currency)::api.money,
        row((p_invoice).tax_minor, (p_invoice).currency)::api.money,
        row((p_invoice).net_minor + (p_invoice).tax_minor, (p_invoice).currency)::api.money,
        row((p_invoice).tip_minor, (p_invoice).currency)::api.money,
        row((p_invoice).total_minor, (p_invoice).currency)::api.money,
        array(
            select row(
                (m.value ->> 'id')::uuid,
                m.value ->> 'kind',
                m.value ->> 'method',
                row((m.value ->> 'amount')::bigint, (p_invoice).currency)::api.money,
                m.value ->> 'at'
            )::api.invoice_payment
            from jsonb_array_elements((p_invoice).payments) with ordinality as m
            order by m.ordinality
        ),
        row((p_invoice).paid_minor, (p_invoice).currency)::api.money,
        row(
            case
                when (p_invoice).corrects_id is not null then 0
                else greatest(0, (p_invoice).total_minor - (p_invoice).paid_minor)
            end,
            (p_invoice).currency
        )::api.money,
        (p_invoice).footer,
        private.invoice_url(p_invoice, 'invoice'),
        private.invoice_url(p_invoice, 'invoice.pdf'),
        private.utc((p_invoice).created_at)
    )::api.invoice);
$$;

comment on function private.invoice_json is 'A document as clients see it.';

grant execute on function private.invoice_json to holdfast_api;
