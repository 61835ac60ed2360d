-- Nothing that was paid in advance is left for a booking that is over. Of one that was called off
-- that may be what was to go back, and has not.

create function private.violated_money_is_earned_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select b.tenant_id, b.booking_id, format('%s are held still', -sum(p.amount_minor))
    from data.bookings as b
    join data.postings as p on p.tenant_id = b.tenant_id and p.booking_id = b.booking_id
    join data.ledger_accounts as a
        on a.tenant_id = b.tenant_id and a.account_id = p.account_id and a.kind = 'deposits'
    where
        b.status in ('completed', 'no_show')
        or (private.is_over(b) or b.status = 'expired')
        and not exists (
            select
            from data.refunds as r
            where
                r.tenant_id = b.tenant_id
                and r.booking_id = b.booking_id
                and r.status in ('failed', 'cancelled')
        )
    group by b.tenant_id, b.booking_id
    having sum(p.amount_minor) <> 0;
$$;

comment on function private.violated_money_is_earned_once is
    'Nothing that was paid in advance is left for a booking that is over.';

grant execute on function private.violated_money_is_earned_once to holdfast_reader;
