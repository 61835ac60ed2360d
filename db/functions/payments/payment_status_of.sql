-- What has become of the money for a booking, from its payments and refunds. What the bank took for
-- good has gone back as well. What was paid too much or too late, and has gone back, is neither
-- here nor there, unless it is all there was.

create function private.payment_status_of(p_booking data.bookings) returns text
    language sql stable
    set search_path = ''
as $$
    select case
        when sum(p.amount_minor) is null then case
            when
                (p_booking).payment_status = 'requires_payment'
                and private.total_of(p_booking) > 0
                then 'requires_payment'
            else 'none'
        end
        when bool_or(private.is_disputed(p)) then 'disputed'
        when sum(r.back) >= sum(p.amount_minor) then 'refunded'
        when sum(r.back - r.too_much) > 0 then 'partially_refunded'
        else 'paid'
    end
    from data.payments as p
    cross join lateral (
        select (
            select coalesce(sum(f.amount_minor), 0)
            from data.refunds as f
            where
                f.tenant_id = p.tenant_id
                and f.payment_id = p.payment_id
                and f.status in ('pending', 'succeeded')
        ) + (
            select coalesce(sum(d.amount_minor), 0)
            from data.disputes as d
            where
                d.tenant_id = p.tenant_id and d.payment_id = p.payment_id and d.status = 'lost'
        ) as back,
        (
            select coalesce(sum(f.amount_minor), 0)
            from data.refunds as f
            where
                f.tenant_id = p.tenant_id
                and f.payment_id = p.payment_id
                and f.status in ('pending', 'succeeded')
                and f.reason in ('late_payment', 'paid_twice')
        ) as too_much
    ) as r
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.status = 'paid'
        and p.part <> 'fee';
$$;

comment on function private.payment_status_of is 'What has become of the money for a booking.';

grant execute on function private.payment_status_of to holdfast_api;
