-- What has moved on accounts of some kind for a booking: debits less credits.

create function private.moved_for(p_booking data.bookings, p_kind text) returns bigint
    language sql stable parallel safe
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor), 0)::bigint
    from data.postings as p
    join data.ledger_accounts as a
        on a.tenant_id = (p_booking).tenant_id and a.account_id = p.account_id
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.unit = (p_booking).currency
        and a.kind = p_kind;
$$;

comment on function private.moved_for is
    'What has moved on accounts of some kind for a booking: debits less credits.';

grant execute on function private.moved_for to holdfast_api, holdfast_reader;
