-- A payout in the ledger: each step once, whatever is told again.

create function private.post_payout(p_payout data.payouts) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.post_journal(
        p_payout.tenant_id,
        'payout.created',
        p_payout.payout_id,
        array[
            private.line_for('in_transit', p_payout.amount_minor, p_payout.currency),
            private.line_for('stripe_balance', -p_payout.amount_minor, p_payout.currency)
        ],
        p_payout.created_at
    );

    if p_payout.status = 'paid' then
        perform private.post_journal(
            p_payout.tenant_id,
            'payout.paid',
            p_payout.payout_id,
            array[
                private.line_for('bank', p_payout.amount_minor, p_payout.currency),
                private.line_for('in_transit', -p_payout.amount_minor, p_payout.currency)
            ],
            p_payout.settled_at
        );
    elsif p_payout.status in ('failed', 'cancelled') then
        perform private.undo_journals(p_payout.tenant_id, p_payout.payout_id, 'payout.failed');
    end if;
end;
$$;

comment on function private.post_payout is 'Write a payout into the ledger.';

grant execute on function private.post_payout to holdfast_api;
