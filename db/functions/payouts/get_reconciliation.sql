-- GET /v1/reports/reconciliation
--
-- Of what moved something in these days, all that it ever moved is compared: a payment of the last
-- day whose fee is of the next is no difference.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV141  report-too-long

create function api.get_reconciliation(
    p_tenant_id uuid,
    p_from data.local_date,
    p_to data.local_date
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_starts_at constant timestamptz := p_from::timestamp at time zone 'UTC';
    v_ends_at constant timestamptz := (p_to + 1)::timestamp at time zone 'UTC';
    v_totals api.reconciliation_total[];
    v_items api.reconciliation_difference[];
begin
    perform private.require_role('owner', 'manager');

    if p_to < p_from or p_to - p_from > 366 then
        raise exception using
            errcode = 'KV141',
            message = 'A report is of a year at most, and ends after it begins.',
            column = 'to';
    end if;

    with moved as (
        select l.currency, l.amount_minor as ledger, 0 as stripe
        from private.ledger_movements(p_tenant_id) as l
        where l.occurred_at >= v_starts_at and l.occurred_at < v_ends_at
        union all
        select s.currency, 0, s.amount_minor
        from private.stripe_movements(p_tenant_id) as s
        where s.occurred_at >= v_starts_at and s.occurred_at < v_ends_at
    )

    select array_agg(row(
        t.currency,
        row(t.ledger, t.currency)::api.money,
        row(t.stripe, t.currency)::api.money
    )::api.reconciliation_total order by t.currency)
    into v_totals
    from (
        select m.currency, sum(m.ledger)::bigint as ledger, sum(m.stripe)::bigint as stripe
        from moved as m
        group by m.currency
    ) as t;

    select array_agg(row(
        d.object_id,
        private.kind_of_object(p_tenant_id, d.object_id),
        row(d.ledger, d.currency)::api.money,
        row(d.stripe, d.currency)::api.money,
        row(d.ledger - d.stripe, d.currency)::api.money
    )::api.reconciliation_difference order by d.object_id)
    into v_items
    from (
        select
            r.object_id,
            r.currency,
            coalesce(sum(r.amount_minor) filter (where r.only_in = 'ledger'), 0)::bigint as ledger,
            coalesce(sum(r.amount_minor) filter (where r.only_in = 'stripe'), 0)::bigint as stripe
        from private.differences(p_tenant_id) as r
        group by r.object_id, r.currency
    ) as d
    where d.object_id in (
        select l.object_id
        from private.ledger_movements(p_tenant_id) as l
        where l.occurred_at >= v_starts_at and l.occurred_at < v_ends_at
        union
        select m.object_id
        from private.stripe_movements(p_tenant_id) as m
        where m.occurred_at >= v_starts_at and m.occurred_at < v_ends_at
    );

    return to_jsonb(row(
        p_from,
        p_to,
        v_items is null,
        coalesce(v_totals, '{}'),
        coalesce(v_items, '{}')
    )::api.reconciliation);
end;
$$;

comment on function api.get_reconciliation is
    'Whether the ledger and Stripe agree on what moved, to the cent.

from and to are days, both included, UTC, a year at most. With Accept: text/csv it is a table of
what they do not agree on. For owners and managers.

Answers reconciliation.';

alter function api.get_reconciliation owner to holdfast_api;
grant execute on function api.get_reconciliation to holdfast_web, holdfast_person;
