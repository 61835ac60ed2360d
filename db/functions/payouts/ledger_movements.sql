-- What moved on the balance of a business with Stripe, by the ledger, and because of what. Fees are
-- its whose movement they were taken off with.

create function private.ledger_movements(p_tenant_id uuid)
returns table (object_id uuid, currency text, amount_minor bigint, occurred_at timestamptz)
    language sql stable
    set search_path = ''
as $$
    select coalesce(t.object_id, j.object_id), p.unit, p.amount_minor, j.occurred_at
    from data.ledger_accounts as a
    join data.postings as p on p.tenant_id = p_tenant_id and p.account_id = a.account_id
    join data.journals as j on j.tenant_id = p_tenant_id and j.journal_id = p.journal_id
    left join data.balance_transactions as t
        on t.tenant_id = p_tenant_id and t.transaction_id = j.object_id
    where a.tenant_id = p_tenant_id and a.kind = 'stripe_balance';
$$;

comment on function private.ledger_movements is
    'What moved on the balance of a business with Stripe, by the ledger.';

grant execute on function private.ledger_movements to holdfast_api, holdfast_reader;
