-- GET /v1/reports/payments
--
-- From the ledger: what came in and what went back, on the day it did. There is a row for each
-- method.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV153  period-invalid

create function api.get_payments_report(
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
        jsonb_agg(to_jsonb(c.cells) order by c.key, c.method) filter (where not c.is_total),
        jsonb_agg(to_jsonb(c.cells)) filter (where c.is_total) -> 0
    into v_rows, v_total
    from (
        select
            g.key,
            g.method,
            g.is_total,
            row(
                g.key,
                private.group_name(p_tenant_id, p_by, g.key),
                g.method,
                g.payments,
                row(g.taken, v_currency)::api.money,
                row(g.given_back, v_currency)::api.money,
                row(g.amount, v_currency)::api.money
            )::api.payments_row as cells
        from (
            select
                k.key,
                k.method,
                grouping(k.key) = 1 as is_total,
                count(distinct k.object_id) filter (where k.amount_minor > 0) as payments,
                coalesce(sum(k.amount_minor) filter (
                    where k.amount_minor > 0
                ), 0)::bigint as taken,
                coalesce(-sum(k.amount_minor) filter (
                    where k.amount_minor < 0
                ), 0)::bigint as given_back,
                coalesce(sum(k.amount_minor), 0)::bigint as amount
            from (
                select
                    private.group_key(
                        p_by, m.on_date, m.service_id, m.resource_id, m.location_id, m.customer_id
                    ) as key,
                    case m.kind
                        when 'stripe_balance' then 'stripe'
                        when 'customer_credit' then 'credit'
                        when 'package_value' then 'package'
                        else m.kind
                    end as method,
                    m.object_id,
                    m.amount_minor
                from private.movements(
                    p_tenant_id,
                    '{stripe_balance,cash,card_terminal,bank_transfer,customer_credit,gift_card,'
                    'package_value}',
                    p_from,
                    p_to
                ) as m
                where
                    m.journal_kind in (
                        'payment.paid', 'payment.voided', 'refund.succeeded', 'refund.failed'
                    )
                    -- What was sold is worth something from then on: nothing was given back.
                    and (m.journal_kind <> 'payment.paid' or m.amount_minor > 0)
            ) as k
            group by grouping sets ((k.key, k.method), ())
        ) as g
    ) as c;

    return private.report_json(p_from, p_to, p_by, v_rows, v_total);
end;
$$;

comment on function api.get_payments_report is
    'What was paid, and in which ways.

Days are those of each place. With Accept: text/csv it is a table (RFC 4180).

Answers payments_report.';

alter function api.get_payments_report owner to holdfast_api;
grant execute on function api.get_payments_report to holdfast_web, holdfast_person;
