-- GET /v1/payouts/{id}/transactions
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN141  payout-not-found
--             KV002  cursor-unreadable

create function api.list_payout_transactions(
    p_tenant_id uuid,
    p_payout_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_payout(p_tenant_id, p_payout_id);

    select jsonb_agg(jsonb_build_object(
        'item', private.balance_transaction_json(t),
        'keys', jsonb_build_array(t.transaction_id)
    ) order by t.transaction_id desc)
    into v_rows
    from (
        select b.*
        from data.balance_transactions as b
        where
            b.tenant_id = p_tenant_id
            and b.payout_id = p_payout_id
            and (v_after is null or b.transaction_id < v_after[1]::uuid)
        order by b.transaction_id desc
        limit p_limit + 1
    ) as t;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_payout_transactions is
    'Everything that went out with a payout, the newest first.

For owners and managers.

Answers a page of balance_transaction.';

alter function api.list_payout_transactions owner to holdfast_api;
grant execute on function api.list_payout_transactions to holdfast_web, holdfast_person;
