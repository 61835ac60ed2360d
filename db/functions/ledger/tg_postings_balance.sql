-- A journal is one INSERT, and balances: debits and credits of each unit come to nothing, and
-- nothing is added later. An account that may not be overdrawn has something or nothing left.
--
-- Such an account is locked before it is summed up. So of two who spend the last of it one waits
-- for the other, and sees what the other has left.
--
-- Fails with  postings_balance  (a fault of ours)
--             KC120             not-enough-left

create function private.tg_postings_balance() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_guarded data.ledger_accounts[];
begin
    if exists (
        select
        from added as a
        group by a.tenant_id, a.journal_id, a.unit
        having sum(a.amount_minor) <> 0
    ) then
        raise exception using
            errcode = 'check_violation',
            constraint = 'postings_balance',
            message = 'A journal does not balance.';
    end if;

    if exists (
        select
        from data.postings as p
        join (select distinct a.tenant_id, a.journal_id from added as a) as j
            on j.tenant_id = p.tenant_id and j.journal_id = p.journal_id
        where not exists (
            select
            from added as a
            where
                a.tenant_id = p.tenant_id and a.journal_id = p.journal_id and a.line = p.line
        )
    ) then
        raise exception using
            errcode = 'check_violation',
            constraint = 'postings_balance',
            message = 'A journal is one INSERT.';
    end if;

    v_guarded := array(
        select l
        from data.ledger_accounts as l
        join data.ledger_kinds as k on k.kind = l.kind
        where
            not k.may_be_overdrawn
            and (l.tenant_id, l.account_id) in (
                select a.tenant_id, a.account_id
                from added as a
            )
        order by l.tenant_id, l.account_id
    );

    perform pg_advisory_xact_lock(private.lock_key(g.tenant_id, g.account_id))
    from unnest(v_guarded) as g;

    if exists (
        select
        from unnest(v_guarded) as g
        where private.balance_of(g) < 0
    ) then
        raise exception using
            errcode = 'KC120',
            message = 'There is not enough left for that.';
    end if;

    return null;
end;
$$;

comment on function private.tg_postings_balance is 'Hold journals to what a journal is.';

create trigger _100_balance after insert on data.postings
referencing new table as added
for each statement execute function private.tg_postings_balance();
