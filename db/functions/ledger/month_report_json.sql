-- What a month came to, from the ledger alone. Of one that is closed it is the same for ever.

create function private.month_report_json(p_tenant_id uuid, p_first date) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_month constant data.closed_months := private.month_of(p_tenant_id, p_first);
    v_currency constant text := private.currency_of(p_tenant_id);
    v_report api.month_report;
begin
    -- What there was is what there is less what has moved since: no need to look up when all the
    -- rest did.
    with now_there as materialized (
        select p.account_id, sum(p.amount_minor) as amount
        from data.postings as p
        where p.tenant_id = p_tenant_id
        group by p.account_id
    ),

    since as materialized (
        select
            p.account_id,
            sum(p.amount_minor) as amount,
            sum(p.amount_minor) filter (
                where j.occurred_at < v_month.ends_at and p.amount_minor > 0
            ) as debits,
            -sum(p.amount_minor) filter (
                where j.occurred_at < v_month.ends_at and p.amount_minor < 0
            ) as credits,
            sum(p.amount_minor) filter (
                where j.occurred_at < v_month.ends_at and p.booking_id is not null
            ) as of_visits
        from data.journals as j
        join data.postings as p on p.tenant_id = p_tenant_id and p.journal_id = j.journal_id
        where j.tenant_id = p_tenant_id and j.occurred_at >= v_month.begins_at
        group by p.account_id
    ),

    moved as materialized (
        select m.*
        from (
            select
                a.kind,
                k.nature,
                a.unit,
                case when k.nature in ('liability', 'income') then -1 else 1 end as sign,
                sum(n.amount - coalesce(s.amount, 0)) as before,
                coalesce(sum(s.debits), 0) as debits,
                coalesce(sum(s.credits), 0) as credits,
                coalesce(sum(s.of_visits), 0) as of_visits
            from now_there as n
            join data.ledger_accounts as a
                on a.tenant_id = p_tenant_id and a.account_id = n.account_id
            join data.ledger_kinds as k on k.kind = a.kind
            left join since as s on s.account_id = n.account_id
            group by a.kind, k.nature, a.unit
        ) as m
        where (m.before, m.debits, m.credits) <> (0, 0, 0)
    ),

    named as (
        select
            coalesce(sum(m.credits - m.debits) filter (where m.kind = 'revenue'), 0) as revenue,
            coalesce(sum(m.credits - m.debits) filter (where m.kind = 'tax'), 0) as tax,
            -- Not what staff have had of them.
            coalesce(-sum(m.of_visits) filter (where m.kind = 'tips'), 0) as tips,
            coalesce(sum(m.credits - m.debits) filter (where m.kind = 'fees'), 0) as fees,
            coalesce(sum(m.debits - m.credits) filter (
                where m.kind = 'commission'
            ), 0) as commissions,
            coalesce(sum(m.debits - m.credits) filter (where m.kind = 'bank'), 0) as payouts,
            coalesce(-sum(m.before + m.debits - m.credits) filter (
                where m.kind = 'deposits'
            ), 0) as deposits
        from moved as m
        where m.unit = v_currency
    )

    select
        to_char(v_month.month, 'YYYY-MM'),
        private.utc(v_month.begins_at),
        private.utc(v_month.ends_at),
        private.utc(v_month.closed_at),
        v_month.closed_by,
        row(n.revenue, v_currency)::api.money,
        row(n.tax, v_currency)::api.money,
        row(n.tips, v_currency)::api.money,
        row(n.fees, v_currency)::api.money,
        row(n.commissions, v_currency)::api.money,
        row(n.payouts, v_currency)::api.money,
        row(n.deposits, v_currency)::api.money,
        array(
            select row(
                i.series,
                count(*),
                (array_agg(i.number order by i.sequence))[1],
                (array_agg(i.number order by i.sequence desc))[1],
                row(sum(i.total_minor), v_currency)::api.money
            )::api.month_documents
            from data.invoices as i
            where
                i.tenant_id = p_tenant_id
                and i.issued_on >= v_month.month
                and i.issued_on < v_month.month + interval '1 month'
            group by i.series
            order by i.series desc
        ),
        array(
            select row(
                m.kind,
                m.nature,
                row(m.before * m.sign, m.unit)::api.money,
                row(m.debits, m.unit)::api.money,
                row(m.credits, m.unit)::api.money,
                row((m.before + m.debits - m.credits) * m.sign, m.unit)::api.money
            )::api.month_account
            from moved as m
            order by m.kind, m.unit
        )
    into v_report
    from named as n;

    return to_jsonb(v_report);
end;
$$;

comment on function private.month_report_json is 'What a month came to, as clients see it.';

grant execute on function private.month_report_json to holdfast_api;
