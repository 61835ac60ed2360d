-- Debits and credits of every journal come to nothing, in each unit.

create function private.violated_ledger_balances()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        p.tenant_id,
        p.journal_id,
        format('it is off by %s %s', sum(p.amount_minor), p.unit)
    from data.postings as p
    group by p.tenant_id, p.journal_id, p.unit
    having sum(p.amount_minor) <> 0;
$$;

comment on function private.violated_ledger_balances is
    'Every journal balances, in each unit.';

grant execute on function private.violated_ledger_balances to holdfast_reader;
