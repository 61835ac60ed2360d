-- What one thing has moved on accounts of some kind: debits less credits.

create function private.moved_by(p_tenant_id uuid, p_object_id uuid, p_kind text)
returns bigint
    language sql stable parallel safe
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor), 0)::bigint
    from data.journals as j
    join data.postings as p on p.tenant_id = p_tenant_id and p.journal_id = j.journal_id
    join data.ledger_accounts as a on a.tenant_id = p_tenant_id and a.account_id = p.account_id
    where j.tenant_id = p_tenant_id and j.object_id = p_object_id and a.kind = p_kind;
$$;

comment on function private.moved_by is
    'What one thing has moved on accounts of some kind: debits less credits.';

grant execute on function private.moved_by to holdfast_api, holdfast_reader;
