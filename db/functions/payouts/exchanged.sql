-- What of ours, in its own currency, moved with a movement on the balance that Stripe settled in
-- another one; null if it settled it in the same, or has not yet: of a refund, before it has gone,
-- nothing has moved by the ledger.

create function private.exchanged(p_transaction data.balance_transactions) returns api.money
    language sql stable
    set search_path = ''
as $$
    select row(sign(p_transaction.amount_minor)::bigint * o.amount_minor, o.currency)::api.money
    from (
        select p.amount_minor, p.currency
        from data.payments as p
        where
            p.tenant_id = p_transaction.tenant_id and p.payment_id = p_transaction.object_id
        union all
        select r.amount_minor, r.currency
        from data.refunds as r
        where
            r.tenant_id = p_transaction.tenant_id
            and r.refund_id = p_transaction.object_id
            and r.status not in ('requested', 'pending')
        union all
        select d.amount_minor, d.currency
        from data.disputes as d
        where
            d.tenant_id = p_transaction.tenant_id and d.dispute_id = p_transaction.object_id
    ) as o
    where o.currency <> p_transaction.currency;
$$;

comment on function private.exchanged is
    'What of ours moved with a movement that Stripe settled in another currency.';

grant execute on function private.exchanged to holdfast_api;
