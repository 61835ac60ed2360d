-- What Stripe is to be asked to do because of the events of one business with these numbers: to
-- give money back, and to close the page of a payment that nobody may make any more. What concerns
-- one payment is asked in its order.

create function private.wanted_stripe(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select
        'stripe', p_tenant_id, w.payment_id, w.event_id, w.kind, w.data, null::timestamptz
    from (
        select
            e.sequence,
            e.event_id,
            r.payment_id,
            'refund.create' as kind,
            jsonb_build_object('refund_id', r.refund_id) as data
        from data.events as e
        join data.refunds as r
            on
                r.tenant_id = p_tenant_id
                and r.refund_id = e.subject_id
                -- What was paid in another way has been given back.
                and r.status = 'requested'
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type = 'refund.requested'
        union all
        select
            e.sequence,
            e.event_id,
            p.payment_id,
            'checkout.expire',
            jsonb_build_object('payment_id', p.payment_id)
        from data.events as e
        join data.payments as p
            on
                p.tenant_id = p_tenant_id
                and p.method = 'stripe'
                and (
                    e.type = 'payment.cancelled' and p.payment_id = e.subject_id
                    or e.type <> 'payment.cancelled'
                    and p.booking_id = e.subject_id
                    and p.status = 'pending'
                )
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type in (
                'payment.cancelled', 'booking.expired', 'booking.declined',
                'booking.cancelled_by_customer', 'booking.cancelled_by_business'
            )
    ) as w
    order by w.sequence, w.payment_id;
$$;

comment on function private.wanted_stripe is 'What Stripe is to be asked because of some events.';

grant execute on function private.wanted_stripe to holdfast_api;
