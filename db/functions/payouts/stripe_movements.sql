-- What moved on the balance of a business with Stripe, by Stripe, and because of what. What is on
-- its way back to a customer has left Stripe's balance when it was asked for, and the ledger's when
-- it arrives: it counts once it has.

create function private.stripe_movements(p_tenant_id uuid)
returns table (object_id uuid, currency text, amount_minor bigint, occurred_at timestamptz)
    language sql stable
    set search_path = ''
as $$
    select
        coalesce(t.object_id, t.transaction_id),
        t.currency,
        case when r.status in ('requested', 'pending') then 0 else t.amount_minor end
        - t.fee_minor,
        t.occurred_at
    from data.balance_transactions as t
    left join data.refunds as r on r.tenant_id = p_tenant_id and r.refund_id = t.object_id
    where t.tenant_id = p_tenant_id;
$$;

comment on function private.stripe_movements is
    'What moved on the balance of a business with Stripe, by Stripe.';

grant execute on function private.stripe_movements to holdfast_api, holdfast_reader;
