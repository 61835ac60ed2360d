-- What is in the till of a place, or was before an instant: all cash that has moved there.

create function private.cash_in(p_location data.locations, p_before timestamptz default 'infinity')
returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor), 0)::bigint
    from data.ledger_accounts as a
    join data.postings as p
        on p.tenant_id = p_location.tenant_id and p.account_id = a.account_id
    join data.journals as j
        on j.tenant_id = p_location.tenant_id and j.journal_id = p.journal_id
    where
        a.tenant_id = p_location.tenant_id
        and a.kind = 'cash'
        and p.location_id = p_location.location_id
        and j.occurred_at < p_before;
$$;

comment on function private.cash_in is 'What is in the till of a place, in minor units.';

grant execute on function private.cash_in to holdfast_api;
