-- What has been paid for a booking and not gone back, without tips and fees.

create function private.paid_for(p_booking data.bookings) returns bigint
    language sql stable parallel safe
    set search_path = ''
as $$
    select coalesce(sum(p.amount_minor - p.tip_minor - r.back), 0)::bigint
    from data.payments as p
    cross join lateral (
        select coalesce(sum(f.amount_minor - f.tip_minor), 0) as back
        from data.refunds as f
        where
            f.tenant_id = p.tenant_id
            and f.payment_id = p.payment_id
            and f.status not in ('failed', 'cancelled')
    ) as r
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.status = 'paid'
        and p.part in ('full', 'deposit', 'balance');
$$;

comment on function private.paid_for is
    'What was paid for a booking and not given back, in minor units.';

grant execute on function private.paid_for to holdfast_api, holdfast_reader;
