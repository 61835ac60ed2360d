-- What would go back of the payments of a booking if this share of what was paid for it did: tips
-- go back whole, what went back before counts, and what the bank has taken is theirs already. The
-- parts are rounded so that they come to the share of the sum.

create function private.payments_left(p_booking data.bookings, p_percent integer)
returns table (payment_id uuid, amount_minor bigint, tip_minor bigint)
    language sql stable
    set search_path = ''
as $$
    with paid as (
        select
            p,
            p.tip_minor - private.tip_refunded_of(p) as tip_left,
            private.left_of(p) as all_left,
            private.refunded_of(p) - private.tip_refunded_of(p) as base_back,
            sum(p.amount_minor - p.tip_minor) over (order by p.payment_id) as until_here,
            p.amount_minor - p.tip_minor as base
        from data.payments as p
        where
            p.tenant_id = (p_booking).tenant_id
            and p.booking_id = (p_booking).booking_id
            and p.status = 'paid'
            and p.part in ('full', 'deposit', 'balance')
    ),

    due as (
        select
            (d.p).payment_id as payment_id,
            d.all_left,
            d.tip_left,
            round(d.until_here * p_percent / 100.0)
            - round((d.until_here - d.base) * p_percent / 100.0)
            - d.base_back as base_due
        from paid as d
    )

    select
        d.payment_id,
        least(d.all_left, greatest(d.base_due, 0) + d.tip_left)::bigint,
        least(d.all_left, d.tip_left)::bigint
    from due as d
    where least(d.all_left, greatest(d.base_due, 0) + d.tip_left) > 0
    order by d.payment_id;
$$;

comment on function private.payments_left is
    'What would go back of the payments of a booking, in minor units.';

grant execute on function private.payments_left to holdfast_api;
