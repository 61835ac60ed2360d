-- What a visit has brought in: when it was completed, or what is left of that now, after refunds.

create type private.earned as (revenue bigint, tax bigint, commission bigint, staff_id uuid);

comment on type private.earned is
    'What a visit has brought in, in minor units, and whom of the staff.';

create function private.earned(p_booking data.bookings, p_at_first boolean)
returns private.earned
    language sql stable
    set search_path = ''
as $$
    select row(
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'revenue'), 0),
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'tax'), 0),
        coalesce(-sum(p.amount_minor) filter (where a.kind = 'commission_payable'), 0),
        (array_agg(a.subject_id) filter (where a.kind = 'commission_payable'))[1]
    )::private.earned
    from data.postings as p
    join data.ledger_accounts as a
        on a.tenant_id = p_booking.tenant_id and a.account_id = p.account_id
    join data.journals as j
        on j.tenant_id = p_booking.tenant_id and j.journal_id = p.journal_id
    where
        p.tenant_id = p_booking.tenant_id
        and p.booking_id = p_booking.booking_id
        and p.unit = p_booking.currency
        and (not p_at_first or j.cause = 'booking.completed:' || p_booking.booking_id);
$$;

comment on function private.earned is 'What a visit has brought in, at first or by now.';

grant execute on function private.earned to holdfast_api;
