-- Whether what a payment pays had been paid before: this part of it, or all of it. What was there
-- already (a gift card, for one) may have paid some of a part, and this the rest of it.

create function private.is_paid_twice(p_payment data.payments, p_booking data.bookings)
returns boolean
    language sql stable
    set search_path = ''
as $$
    select
        private.paid_for(p_booking) - (p_payment.amount_minor - p_payment.tip_minor)
        >= private.total_of(p_booking)
        or p_payment.part = 'deposit'
        and private.paid_for(p_booking) - (p_payment.amount_minor - p_payment.tip_minor)
        >= private.deposit_of(p_booking)
        or exists (
            select
            from data.payments as o
            where
                o.tenant_id = p_payment.tenant_id
                and o.booking_id = p_payment.booking_id
                and o.payment_id <> p_payment.payment_id
                and o.status = 'paid'
                and o.part = p_payment.part
                and o.part in ('full', 'deposit')
                and o.method not in ('credit', 'gift_card', 'package')
                and private.refunded_of(o) = 0
        );
$$;

comment on function private.is_paid_twice is 'Whether what a payment pays had been paid before.';

grant execute on function private.is_paid_twice to holdfast_api;
