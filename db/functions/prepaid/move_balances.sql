-- Makes what one customer has another's: packages, and what is left of credit and points.

create function private.move_balances(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_other_customer_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.customer_packages
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.gift_cards
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.adjustments
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.redemptions
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    perform private.post_journal(
        p_tenant_id,
        'customer.merged',
        p_other_customer_id,
        (
            select array_agg(private.line_for(
                a.kind, s.minor * whose.sign, a.unit, whose.customer_id, whose.customer_id
            ))
            from data.ledger_accounts as a
            cross join lateral (
                select coalesce(sum(p.amount_minor), 0)::bigint as minor
                from data.postings as p
                where p.tenant_id = a.tenant_id and p.account_id = a.account_id
            ) as s
            cross join (
                values (p_customer_id, 1), (p_other_customer_id, -1)
            ) as whose (customer_id, sign)
            where
                a.tenant_id = p_tenant_id
                and a.subject_id = p_other_customer_id
                and a.kind in ('customer_credit', 'loyalty_points', 'points_owed')
        ),
        now(),
        'customer.merged:' || p_other_customer_id
    );
end;
$$;

comment on function private.move_balances is 'Make one customer''s credit and points another''s.';

grant execute on function private.move_balances to holdfast_api;
