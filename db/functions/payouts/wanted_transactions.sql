-- What moved on the balance because of the events of one business with these numbers: Stripe is
-- asked for that. In no order, so that nothing else waits for it.

create function private.wanted_transactions(p_tenant_id uuid, p_first bigint, p_last bigint)
returns table (sequence bigint, event_id uuid, order_key uuid, kind text, data jsonb)
    language sql stable
    set search_path = ''
as $$
    select
        e.sequence,
        e.event_id,
        e.event_id,
        'transactions.fetch',
        jsonb_build_object('object_id', e.subject_id, 'of', split_part(e.type, '.', 1))
    from data.events as e
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.type in (
            'dispute.closed', 'dispute.created', 'dispute.lost', 'dispute.opened', 'dispute.updated',
            'dispute.won', 'payment.paid', 'payout.cancelled', 'payout.created', 'payout.failed',
            'payout.paid', 'payout.reconciled', 'refund.failed', 'refund.pending',
            'refund.succeeded'
        )
        and not (e.type = 'payment.paid' and e.data ->> 'method' <> 'stripe');
$$;

comment on function private.wanted_transactions is
    'What Stripe is to be asked for because of some events: what moved on the balance.';

grant execute on function private.wanted_transactions to holdfast_api;
