-- What is in the till of a place: all cash that has moved there. Or what was in it before an
-- instant: that less what has moved since, which is little of it as a rule.

create function private.cash_in(p_location data.locations, p_before timestamptz default 'infinity')
returns bigint
    language sql stable
    set search_path = ''
as $$
    with accounts as materialized (
        select a.account_id
        from data.ledger_accounts as a
        where a.tenant_id = p_location.tenant_id and a.kind = 'cash'
    )

    select (
        (
            select coalesce(sum(p.amount_minor), 0)
            from accounts as a
            join data.postings as p
                on p.tenant_id = p_location.tenant_id and p.account_id = a.account_id
            where p.location_id = p_location.location_id
        ) - (
            select coalesce(sum(p.amount_minor), 0)
            from data.journals as j
            join data.postings as p
                on p.tenant_id = p_location.tenant_id and p.journal_id = j.journal_id
            join accounts as a on a.account_id = p.account_id
            where
                j.tenant_id = p_location.tenant_id
                and j.occurred_at >= p_before
                and p.location_id = p_location.location_id
        )
    )::bigint;
$$;

comment on function private.cash_in is 'What is in the till of a place, in minor units.';

grant execute on function private.cash_in to holdfast_api;
