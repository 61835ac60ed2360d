-- Whose the tip of a payment became when it was made, whoever leads the visit by now.

create function private.tip_account(p_payment data.payments) returns uuid
    language sql stable parallel safe
    set search_path = ''
as $$
    select a.subject_id
    from data.journals as j
    join data.postings as p
        on p.tenant_id = (p_payment).tenant_id and p.journal_id = j.journal_id
    join data.ledger_accounts as a
        on a.tenant_id = (p_payment).tenant_id and a.account_id = p.account_id
    where
        j.tenant_id = (p_payment).tenant_id
        and j.cause = 'payment.paid:' || (p_payment).payment_id
        and a.kind = 'tips';
$$;

comment on function private.tip_account is 'Whose the tip of a payment became.';

grant execute on function private.tip_account to holdfast_api;
