-- What the one who leads a booking has brought in so far of this month, without tax: the month on
-- the clock of the place. What was given back is off. Never less than nothing.

create function private.brought_in(p_booking data.bookings) returns bigint
    language sql stable
    set search_path = ''
as $$
    select greatest(0, coalesce(-sum(p.amount_minor), 0))::bigint
    from data.journals as j
    join data.postings as p on p.tenant_id = p_booking.tenant_id and p.journal_id = j.journal_id
    join data.ledger_accounts as a
        on a.tenant_id = p_booking.tenant_id and a.account_id = p.account_id
    where
        j.tenant_id = p_booking.tenant_id
        and j.occurred_at >= date_trunc('month', now() at time zone p_booking.time_zone)
        at time zone p_booking.time_zone
        and p.resource_id = p_booking.resource_id
        and p.unit = p_booking.currency
        and a.kind = 'revenue';
$$;

comment on function private.brought_in is
    'What the one who leads a booking has brought in of this month, in minor units.';

grant execute on function private.brought_in to holdfast_api;
