-- What was taken off the balance with a movement, in the ledger: by Stripe, and by the platform.
-- What is nothing but a fee (of a month) is one. That of a dispute comes with what Stripe tells of
-- it (private.post_dispute).

create function private.post_fees(p_transaction data.balance_transactions) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_platform_fee constant bigint := p_transaction.platform_fee_minor;
    v_fee constant bigint := p_transaction.fee_minor - case
        when p_transaction.type in ('stripe_fee', 'tax_fee', 'stripe_fx_fee')
            then p_transaction.amount_minor
        else 0
    end;
begin
    if exists (
        select
        from data.disputes
        where
            tenant_id = p_transaction.tenant_id and dispute_id = p_transaction.object_id
    ) then
        return;
    end if;

    perform private.post_journal(
        p_transaction.tenant_id,
        'transaction.noted',
        p_transaction.transaction_id,
        array[
            private.line_for('stripe_fees', v_fee - v_platform_fee, p_transaction.currency),
            private.line_for('platform_fees', v_platform_fee, p_transaction.currency),
            private.line_for('stripe_balance', -v_fee, p_transaction.currency)
        ],
        p_transaction.occurred_at,
        'transaction.noted:' || p_transaction.stripe_id
    );
end;
$$;

comment on function private.post_fees is 'Write the fees of a movement into the ledger.';

grant execute on function private.post_fees to holdfast_api;
