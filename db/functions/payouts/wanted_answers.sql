-- What Stripe is to be asked because of the events of one business with these numbers, without
-- changing anything: what moved on the balance, and what an account is. In no order, so that
-- nothing else waits for it.

create function private.wanted_answers(p_tenant_id uuid, p_first bigint, p_last bigint)
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
            'dispute.lost', 'dispute.opened', 'dispute.updated', 'dispute.won', 'payment.paid',
            'payout.cancelled', 'payout.created', 'payout.failed', 'payout.paid',
            'payout.reconciled', 'refund.failed', 'refund.pending', 'refund.succeeded'
        )
        and not (e.type = 'payment.paid' and e.data ->> 'method' <> 'stripe')
    union all
    select e.sequence, e.event_id, e.event_id, 'account.fetch', '{}'
    from data.events as e
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.type = 'payment_account.unclear';
$$;

comment on function private.wanted_answers is
    'What Stripe is to be asked because of some events, without changing anything.';

grant execute on function private.wanted_answers to holdfast_api;
