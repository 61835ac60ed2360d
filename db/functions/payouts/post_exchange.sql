-- What Stripe has changed into another currency, in the ledger, once it is known what it was: what
-- came in, or went, in its own currency is with Stripe in the other.

create function private.post_exchange(p_transaction data.balance_transactions) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_was constant api.money := private.exchanged(p_transaction);
begin
    if v_was.currency is null then
        return;
    end if;

    perform private.post_journal(
        p_transaction.tenant_id,
        'transaction.exchanged',
        p_transaction.transaction_id,
        array[
            private.line_for('exchange', v_was.amount, v_was.currency),
            private.line_for('stripe_balance', -v_was.amount, v_was.currency),
            private.line_for(
                'exchange', -p_transaction.amount_minor, p_transaction.currency
            ),
            private.line_for(
                'stripe_balance', p_transaction.amount_minor, p_transaction.currency
            )
        ],
        p_transaction.occurred_at,
        'transaction.exchanged:' || p_transaction.stripe_id
    );
end;
$$;

comment on function private.post_exchange is
    'Write what Stripe has changed into another currency into the ledger.';

grant execute on function private.post_exchange to holdfast_api;
