-- What has been paid for a booking and not gone back, without tips and fees.

create function private.paid_for(p_booking data.bookings) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(sum(
        p.amount_minor - p.tip_minor - private.refunded_of(p) + private.tip_refunded_of(p)
    ), 0)::bigint
    from data.payments as p
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.status = 'paid'
        and p.part in ('full', 'deposit', 'balance');
$$;

comment on function private.paid_for is
    'What was paid for a booking and not given back, in minor units.';

grant execute on function private.paid_for to holdfast_api;
