-- What may not be overdrawn is not.

create function private.violated_ledger_overdrawn()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        a.tenant_id,
        a.account_id,
        format('%s has %s %s', a.kind, private.balance_of(a), a.unit)
    from data.ledger_accounts as a
    join data.ledger_kinds as k on k.kind = a.kind
    where not k.may_be_overdrawn and private.balance_of(a) < 0;
$$;

comment on function private.violated_ledger_overdrawn is
    'No gift card, package, credit or account of points has less than nothing.';

grant execute on function private.violated_ledger_overdrawn to holdfast_reader;
