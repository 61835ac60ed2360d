-- What is to be invoiced of a booking by the ledger, as things stand. Tips are what customers gave,
-- and not what staff have had of it.

create function private.billable(p_booking data.bookings) returns private.billed
    language sql stable
    set search_path = ''
as $$
    select row(
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'revenue'), 0),
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'tax'), 0),
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'fees'), 0),
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'tips'), 0)
    )::private.billed
    from data.postings as p
    join data.ledger_accounts as a
        on a.tenant_id = (p_booking).tenant_id and a.account_id = p.account_id
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.unit = (p_booking).currency;
$$;

comment on function private.billable is 'What is to be invoiced of a booking, by the ledger.';

grant execute on function private.billable to holdfast_api, holdfast_reader;
