-- GET /v1/reports/no-shows
--
-- From the calendar: visits that took place, or should have, on a day; the fees are the ledger's.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_no_show_report(
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
                g.no_shows,
                g.basis_points,
                g.cancelled,
                row(g.lost, v_currency)::api.money,
                row(g.fees, v_currency)::api.money
            )::api.no_shows_row as cells
        from (
            select
                k.key,
                grouping(k.key) = 1 as is_total,
                count(*) filter (where k.status <> 'cancelled_by_customer') as visits,
                count(*) filter (where k.status = 'no_show') as no_shows,
                round(
                    count(*) filter (where k.status = 'no_show') * 10000.0
                    / nullif(count(*) filter (where k.status <> 'cancelled_by_customer'), 0)
                )::bigint as basis_points,
                count(*) filter (where k.status = 'cancelled_by_customer') as cancelled,
                coalesce(sum(k.lost), 0)::bigint as lost,
                coalesce(sum(k.fees), 0)::bigint as fees
            from (
                select
                    private.group_key(
                        p_by, (b.starts_at at time zone b.time_zone::text)::date, b.service_id, b.resource_id,
                        b.location_id, b.customer_id
                    ) as key,
                    b.status,
                    case when b.status = 'no_show' then private.total_of(b) else 0 end as lost,
                    case when b.status = 'no_show' then -private.moved_for(b, 'fees') else 0 end as fees
                from data.bookings as b
                where
                    b.tenant_id = p_tenant_id
                    and b.starts_at >= p_from::timestamptz - interval '15 hours'
                    and b.starts_at < p_to::timestamptz + interval '39 hours'
                    and (b.starts_at at time zone b.time_zone::text)::date between p_from and p_to
                    and b.status in ('checked_in', 'completed', 'no_show', 'cancelled_by_customer')
            ) as k
            group by grouping sets ((k.key), ())
        ) as g
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_no_show_report is
    'Who did not come, and what that cost.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers no_shows_report.';

alter function api.get_no_show_report owner to holdfast_api;
grant execute on function api.get_no_show_report to holdfast_web, holdfast_person;
