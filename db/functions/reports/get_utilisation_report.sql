-- GET /v1/reports/utilisation
--
-- From the calendar: when those work who lead visits, less closures and time off, and when they are
-- booked. What belongs to a service or a customer alone has no hours.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_utilisation_report(
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
                g.open_minutes,
                g.booked_minutes,
                g.basis_points
            )::api.utilisation_row as cells
        from (
            select
                k.key,
                grouping(k.key) = 1 as is_total,
                case
                    when p_by not in ('service', 'customer') then coalesce(sum(k.opened), 0)
                end::bigint as open_minutes,
                coalesce(sum(k.booked), 0)::bigint as booked_minutes,
                case when p_by not in ('service', 'customer') then round(
                    sum(k.booked) * 10000.0 / nullif(sum(k.opened), 0)
                ) end::bigint as basis_points
            from (
                select
                    private.group_key(
                        p_by, u.on_date, u.service_id, u.resource_id, u.location_id, u.customer_id
                    ) as key,
                    u.opened,
                    u.booked
                from private.utilisation(
                    p_tenant_id, p_from, p_to, p_by in ('service', 'customer')
                ) as u
            ) as k
            group by grouping sets ((k.key), ())
        ) as g
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_utilisation_report is
    'How much of the time in which people work is booked.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers utilisation_report.';

alter function api.get_utilisation_report owner to holdfast_api;
grant execute on function api.get_utilisation_report to holdfast_web, holdfast_person;
