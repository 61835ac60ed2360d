-- GET /v1/reports/revenue
--
-- From the ledger: what was earned by visits that were completed, less what was given back after,
-- and fees; without tax, which is beside it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_revenue_report(
    p_tenant_id uuid,
    p_from data.local_date,
    p_to data.local_date,
    p_by data.report_grouping default 'day'
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
        jsonb_agg(to_jsonb(c.cells) order by c.key) filter (where not c.is_total),
        jsonb_agg(to_jsonb(c.cells)) filter (where c.is_total) -> 0
    into v_rows, v_total
    from (
        select
            g.key,
            g.is_total,
            row(
                g.key,
                private.group_name(p_tenant_id, p_by, g.key),
                g.visits,
                row(g.net, v_currency)::api.money,
                row(g.tax, v_currency)::api.money,
                row(g.fees, v_currency)::api.money,
                row(g.breakage, v_currency)::api.money,
                row(g.total, v_currency)::api.money
            )::api.revenue_row as cells
        from (
            select
                k.key,
                grouping(k.key) = 1 as is_total,
                count(distinct k.booking_id) filter (
                    where k.journal_kind = 'booking.completed'
                ) as visits,
                coalesce(sum(k.amount_minor) filter (
                    where k.kind = 'revenue'
                ), 0)::bigint as net,
                coalesce(sum(k.amount_minor) filter (
                    where k.kind = 'tax'
                ), 0)::bigint as tax,
                coalesce(sum(k.amount_minor) filter (
                    where k.kind = 'fees'
                ), 0)::bigint as fees,
                coalesce(sum(k.amount_minor) filter (
                    where k.kind = 'breakage'
                ), 0)::bigint as breakage,
                coalesce(sum(k.amount_minor), 0)::bigint as total
            from (
                select
                    private.group_key(
                        p_by, m.on_date, m.service_id, m.resource_id, m.location_id, m.customer_id
                    ) as key,
                    m.kind,
                    m.journal_kind,
                    m.booking_id,
                    -m.amount_minor as amount_minor
                from private.movements(
                    p_tenant_id, '{revenue,tax,fees,breakage}', p_from, p_to
                ) as m
            ) as k
            group by grouping sets ((k.key), ())
        ) as g
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_revenue_report is
    'What was earned, by day or by what it was for.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers revenue_report.';

alter function api.get_revenue_report owner to holdfast_api;
grant execute on function api.get_revenue_report to holdfast_web, holdfast_person;
