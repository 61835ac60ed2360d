-- What has been paid for a booking and not gone back, without tips and fees. What the bank has
-- taken for good has.

create function private.paid_for(p_booking data.bookings) returns bigint
    language sql stable parallel safe
    set search_path = ''
as $$
    select coalesce(sum(
        greatest(0, p.amount_minor - p.tip_minor - r.back - r.lost)
    ), 0)::bigint
    from data.payments as p
    cross join lateral (
        select
            (
                select coalesce(sum(f.amount_minor - f.tip_minor), 0)
                from data.refunds as f
                where
                    f.tenant_id = p.tenant_id
                    and f.payment_id = p.payment_id
                    and f.status not in ('failed', 'cancelled')
            ) as back,
            (
                select coalesce(sum(d.amount_minor), 0)
                from data.disputes as d
                where
                    d.tenant_id = p.tenant_id
                    and d.payment_id = p.payment_id
                    and d.status = 'lost'
            ) as lost
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
