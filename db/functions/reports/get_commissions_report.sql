-- GET /v1/reports/commissions
--
-- From the ledger. Staff see their own, owners and managers everybody's.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_commissions_report(
    p_tenant_id uuid,
    p_from data.local_date,
    p_to data.local_date,
    p_by data.report_grouping default 'staff'
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_currency constant text := private.currency_of(p_tenant_id);
    v_rows jsonb;
    v_total jsonb;
    v_own_ids uuid[];
begin
    perform private.require_staff();
    perform private.require_period(p_from, p_to);
    v_own_ids := private.own_resources(p_tenant_id);

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
                row(g.earned, v_currency)::api.money,
                row(g.reversed, v_currency)::api.money,
                row(g.commission, v_currency)::api.money,
                row(g.settled, v_currency)::api.money
            )::api.commissions_row as cells
        from (
            select
                k.key,
                grouping(k.key) = 1 as is_total,
                count(distinct k.booking_id) filter (
                    where k.journal_kind = 'booking.completed'
                ) as visits,
                coalesce(sum(k.amount_minor) filter (
                    where k.journal_kind = 'booking.completed'
                ), 0)::bigint as earned,
                coalesce(-sum(k.amount_minor) filter (
                    where k.journal_kind not in ('booking.completed', 'commission.settled')
                ), 0)::bigint as reversed,
                coalesce(sum(k.amount_minor) filter (
                    where k.journal_kind <> 'commission.settled'
                ), 0)::bigint as commission,
                coalesce(-sum(k.amount_minor) filter (
                    where k.journal_kind = 'commission.settled'
                ), 0)::bigint as settled
            from (
                select
                    private.group_key(
                        p_by, m.on_date, m.service_id, m.subject_id, m.location_id, m.customer_id
                    ) as key,
                    m.journal_kind,
                    m.booking_id,
                    -m.amount_minor as amount_minor
                from private.movements(p_tenant_id, '{commission_payable}', p_from, p_to) as m
                where v_own_ids is null or m.subject_id = any(v_own_ids)
            ) as k
            group by grouping sets ((k.key), ())
        ) as g
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_commissions_report is
    'What staff earned by commission, and had of it.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers commissions_report.';

alter function api.get_commissions_report owner to holdfast_api;
grant execute on function api.get_commissions_report to holdfast_web, holdfast_person;
