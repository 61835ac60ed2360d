-- What of a booking was given back because the business wanted to, here or past us: it lowers what
-- is to be paid for it, and is not owed again. A session that goes back whole is none: nothing of
-- its value was spent, and its booking costs what it costs without.

create function private.gifts_of(p_booking data.bookings) returns setof data.refunds
    language sql stable
    set search_path = ''
as $$
    select r.*
    from data.refunds as r
    join data.payments as p on p.tenant_id = r.tenant_id and p.payment_id = r.payment_id
    where
        r.tenant_id = (p_booking).tenant_id
        and r.booking_id = (p_booking).booking_id
        and r.reason in ('staff', 'outside')
        and r.status not in ('failed', 'cancelled')
        and p.part <> 'fee'
        and not private.is_whole_session(p, r);
$$;

comment on function private.gifts_of is
    'What of a booking was given back because the business wanted to.';

grant execute on function private.gifts_of to holdfast_api;
