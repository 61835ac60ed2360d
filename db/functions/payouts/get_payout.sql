-- GET /v1/payouts/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN141  payout-not-found

create function api.get_payout(p_tenant_id uuid, p_payout_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_payout data.payouts;
begin
    perform private.require_role('owner', 'manager');
    v_payout := private.require_payout(p_tenant_id, p_payout_id);

    return (
        with parts as (
            select
                t.type,
                count(*)::integer as count,
                sum(t.amount_minor)::bigint as amount_minor,
                sum(t.fee_minor)::bigint as fee_minor
            from data.balance_transactions as t
            where
                t.tenant_id = p_tenant_id
                and t.payout_id = p_payout_id
                and t.type not like 'payout%'
            group by t.type
        )

        select to_jsonb(row(
            private.payout_row(v_payout),
            coalesce(array_agg(row(
                p.type,
                p.count,
                row(p.amount_minor, v_payout.currency)::api.money,
                row(p.fee_minor, v_payout.currency)::api.money
            )::api.payout_part order by p.type), '{}'),
            row(
                coalesce(sum(p.amount_minor - p.fee_minor), 0)::bigint, v_payout.currency
            )::api.money
        )::api.payout_details)
        from parts as p
    );
end;
$$;

comment on function api.get_payout is
    'A payout, and what is in it.

For owners and managers.

Answers payout_details.';

alter function api.get_payout owner to holdfast_api;
grant execute on function api.get_payout to holdfast_web, holdfast_person;
