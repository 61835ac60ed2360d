-- GET /v1/reports/taxes
--
-- From the ledger: the tax of visits on the day they were completed, less that of what was given
-- back. There is a row for each rate; what was agreed with a booking is its rate.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_taxes_report(
    p_tenant_id uuid,
    p_from data.local_date,
    p_to data.local_date,
    p_by data.report_grouping default 'location'
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_currency constant text := private.currency_of(p_tenant_id);
    v_rows jsonb;
    v_total jsonb;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_period(p_from, p_to);

    select
        jsonb_agg(to_jsonb(c.cells) order by c.key, c.tax_basis_points) filter (
            where not c.is_total
        ),
        jsonb_agg(to_jsonb(c.cells)) filter (where c.is_total) -> 0
    into v_rows, v_total
    from (
        select
            g.key,
            g.tax_basis_points,
            g.is_total,
            row(
                g.key,
                private.group_name(p_tenant_id, p_by, g.key),
                g.tax_basis_points,
                row(g.net, v_currency)::api.money,
                row(g.tax, v_currency)::api.money,
                row(g.gross, v_currency)::api.money
            )::api.taxes_row as cells
        from (
            select
                k.key,
                k.tax_basis_points,
                grouping(k.key) = 1 as is_total,
                coalesce(sum(k.amount_minor) filter (
                    where k.kind = 'revenue'
                ), 0)::bigint as net,
                coalesce(sum(k.amount_minor) filter (
                    where k.kind = 'tax'
                ), 0)::bigint as tax,
                coalesce(sum(k.amount_minor), 0)::bigint as gross
            from (
                select
                    private.group_key(
                        p_by, m.on_date, m.service_id, m.resource_id, m.location_id, m.customer_id
                    ) as key,
                    coalesce(b.tax_basis_points, 0)::integer as tax_basis_points,
                    m.kind,
                    -m.amount_minor as amount_minor
                from private.movements(p_tenant_id, '{revenue,tax}', p_from, p_to) as m
                left join data.bookings as b
                    on b.tenant_id = p_tenant_id and b.booking_id = m.booking_id
            ) as k
            group by grouping sets ((k.key, k.tax_basis_points), ())
        ) as g
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_taxes_report is
    'Tax that was charged, by rate.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers taxes_report.';

alter function api.get_taxes_report owner to holdfast_api;
grant execute on function api.get_taxes_report to holdfast_web, holdfast_person;
