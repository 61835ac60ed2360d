-- What an account has: positive by its nature. An asset of 500 and a debt of 500 are both 500.

create function private.balance_of(p_account data.ledger_accounts) returns bigint
    language sql stable parallel safe
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor), 0)::bigint * case
        when k.nature in ('liability', 'income') then -1 else 1
    end
    from data.ledger_kinds as k
    left join data.postings as p
        on p.tenant_id = (p_account).tenant_id and p.account_id = (p_account).account_id
    where k.kind = (p_account).kind
    group by k.nature;
$$;

comment on function private.balance_of is
    'What an account has, in minor units of its unit: positive by its nature.';

grant execute on function private.balance_of to holdfast_api, holdfast_reader;
