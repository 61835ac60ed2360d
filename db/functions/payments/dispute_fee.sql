-- What Stripe has taken for a dispute so far, and not given back: it takes something when the bank
-- asks the money back, and again when that is countered.

create function private.dispute_fee(p_dispute data.disputes) returns api.money
    language sql stable
    set search_path = ''
as $$
    select row(
        coalesce(sum(t.fee_minor), 0)::bigint, coalesce(min(t.currency), (p_dispute).currency)
    )::api.money
    from data.balance_transactions as t
    where
        t.tenant_id = (p_dispute).tenant_id and t.object_id = (p_dispute).dispute_id;
$$;

comment on function private.dispute_fee is 'What Stripe has taken for a dispute so far.';

grant execute on function private.dispute_fee to holdfast_api;
