-- GET /v1/reports/deposits
--
-- From the ledger: what was held as the period began, what was paid, what was earned or went back,
-- and what is held at its end.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_deposits_report(
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
            b.key,
            b.is_total,
            row(
                b.key,
                private.group_name(p_tenant_id, p_by, b.key),
                row(b.opening, v_currency)::api.money,
                row(b.added, v_currency)::api.money,
                row(b.taken_off, v_currency)::api.money,
                row(b.closing, v_currency)::api.money
            )::api.deposits_row as cells
        from private.balance_rows(p_tenant_id, 'deposits', -1, p_from, p_to, p_by) as b
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_deposits_report is
    'What was paid for visits that are not over.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers deposits_report.';

alter function api.get_deposits_report owner to holdfast_api;
grant execute on function api.get_deposits_report to holdfast_web, holdfast_person;
