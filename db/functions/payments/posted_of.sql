-- What journals of one thing have moved on accounts of some kind: debits positive.

create function private.posted_of(p_tenant_id uuid, p_object_id uuid, p_kind text) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor), 0)::bigint
    from data.journals as j
    join data.postings as p on p.tenant_id = p_tenant_id and p.journal_id = j.journal_id
    join data.ledger_accounts as a
        on a.tenant_id = p_tenant_id and a.account_id = p.account_id and a.kind = p_kind
    where j.tenant_id = p_tenant_id and j.object_id = p_object_id;
$$;

comment on function private.posted_of is
    'What journals of one thing have moved on accounts of some kind, in minor units.';

grant execute on function private.posted_of to holdfast_api;
