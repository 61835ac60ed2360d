-- GET /v1/reports/invoices
--
-- The register that tax offices ask for: every document, none left out. Those of a period in which
-- nothing is issued any more do not change.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_invoices_report(
    p_tenant_id uuid,
    p_from data.local_date,
    p_to data.local_date
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_currency constant text := private.currency_of(p_tenant_id);
    v_report api.invoices_report;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_period(p_from, p_to);

    with parts as materialized (
        select
            i.tenant_id,
            i.invoice_id,
            case when l.kind = 'tip' then 'tip' else 'sale' end as kind,
            l.tax_basis_points,
            sum(l.net_minor) * s.sign as net,
            sum(l.tax_minor) * s.sign as tax
        from data.invoices as i
        cross join lateral (select case i.series when 'invoice' then 1 else -1 end) as s (sign)
        join data.invoice_lines as l
            on l.tenant_id = p_tenant_id and l.invoice_id = i.invoice_id
        where i.tenant_id = p_tenant_id and i.issued_on between p_from and p_to
        group by i.tenant_id, i.invoice_id, 3, l.tax_basis_points, s.sign
    )

    select
        p_from,
        p_to,
        array(
            select row(
                i.number,
                i.series,
                i.issued_on,
                i.supplied_on,
                c.number,
                coalesce(i.buyer_company, i.buyer_name),
                i.buyer_tax_number,
                p.kind,
                p.tax_basis_points,
                row(p.net, i.currency)::api.money,
                row(p.tax, i.currency)::api.money,
                row(p.net + p.tax, i.currency)::api.money
            )::api.invoices_row
            from parts as p
            join data.invoices as i
                on i.tenant_id = p_tenant_id and i.invoice_id = p.invoice_id
            left join data.invoices as c
                on c.tenant_id = p_tenant_id and c.invoice_id = i.corrects_id
            order by
                i.issued_on, i.series desc, i.sequence, p.kind, p.tax_basis_points nulls last
        ),
        (
            select row(
                null, null, null, null, null, null, null, null, null,
                row(coalesce(sum(p.net), 0), v_currency)::api.money,
                row(coalesce(sum(p.tax), 0), v_currency)::api.money,
                row(coalesce(sum(p.net + p.tax), 0), v_currency)::api.money
            )::api.invoices_row
            from parts as p
        )
    into v_report;

    return to_jsonb(v_report);
end;
$$;

comment on function api.get_invoices_report is
    'The register of invoices and credit notes, by day of issue.

With Accept: text/csv it is a table (RFC 4180).

Answers invoices_report.';

alter function api.get_invoices_report owner to holdfast_api;
grant execute on function api.get_invoices_report to holdfast_web, holdfast_person;
