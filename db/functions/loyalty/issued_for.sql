-- Points that a visit has earned (points.earned), or lost again (points.reversed: below nothing).

create function private.issued_for(p_booking data.bookings, p_kind text) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor), 0)::bigint
    from data.journals as j
    join data.postings as p on p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
    join data.ledger_accounts as a on a.tenant_id = j.tenant_id and a.account_id = p.account_id
    where
        j.tenant_id = (p_booking).tenant_id
        and j.object_id = (p_booking).booking_id
        and j.kind = p_kind
        and a.kind = 'loyalty_issued';
$$;

comment on function private.issued_for is 'Points that a visit has earned, or lost again.';

grant execute on function private.issued_for to holdfast_api;
