-- GET /v1/payment-account/balance
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_payment_balance(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');

    return (
        with sums as (
            select
                t.currency,
                sum(t.amount_minor - t.fee_minor) filter (where t.available_at <= now()) as available,
                sum(t.amount_minor - t.fee_minor) filter (where t.available_at > now()) as pending,
                0 as disputed,
                0 as in_transit
            from data.balance_transactions as t
            where t.tenant_id = p_tenant_id
            group by t.currency
            union all
            select
                a.unit,
                0,
                0,
                sum(private.balance_of(a)) filter (where a.kind = 'disputed'),
                sum(private.balance_of(a)) filter (where a.kind = 'in_transit')
            from data.ledger_accounts as a
            where a.tenant_id = p_tenant_id and a.kind in ('disputed', 'in_transit')
            group by a.unit
        ),

        balances as (
            select row(
                s.currency,
                row(coalesce(sum(s.available), 0)::bigint, s.currency)::api.money,
                row(coalesce(sum(s.pending), 0)::bigint, s.currency)::api.money,
                row(coalesce(sum(s.disputed), 0)::bigint, s.currency)::api.money,
                row(coalesce(sum(s.in_transit), 0)::bigint, s.currency)::api.money
            )::api.payment_balance as balance
            from sums as s
            group by s.currency
        )

        select to_jsonb(row(
            coalesce(array_agg(b.balance order by (b.balance).currency), '{}')
        )::api.payment_balances)
        from balances as b
    );
end;
$$;

comment on function api.get_payment_balance is
    'What is with Stripe: what can be paid out, now or soon, and what is disputed.

For owners and managers.

Answers payment_balances.';

alter function api.get_payment_balance owner to holdfast_api;
grant execute on function api.get_payment_balance to holdfast_web, holdfast_person;
