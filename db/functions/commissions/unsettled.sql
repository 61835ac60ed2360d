-- What a member of staff is still owed, on accounts of some kind, of what moved before an instant:
-- the account is locked, and all that was paid out is off, whenever that was.

create function private.unsettled(
    p_tenant_id uuid,
    p_kind text,
    p_resource_id uuid,
    p_currency text,
    p_before timestamptz
) returns bigint
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_account_id uuid;
begin
    select account_id
    into v_account_id
    from data.ledger_accounts
    where
        tenant_id = p_tenant_id
        and kind = p_kind
        and subject_id = p_resource_id
        and unit = p_currency;

    perform pg_advisory_xact_lock(private.lock_key(p_tenant_id, v_account_id));

    return (
        select coalesce(-sum(p.amount_minor), 0)
        from data.postings as p
        join data.journals as j on j.tenant_id = p_tenant_id and j.journal_id = p.journal_id
        where
            p.tenant_id = p_tenant_id
            and p.account_id = v_account_id
            and (j.occurred_at < p_before or j.kind = 'commission.settled')
    );
end;
$$;

comment on function private.unsettled is
    'What a member of staff is owed of what moved before an instant, in minor units.';

grant execute on function private.unsettled to holdfast_api;
