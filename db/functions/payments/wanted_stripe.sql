-- What Stripe is to be asked to do because of the events of one business with these numbers: to
-- charge a fee, to give money back, and to close the page of a payment that nobody may make any
-- more. What concerns one payment is asked in its order.

create function private.wanted_stripe(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select
        'stripe', p_tenant_id, w.payment_id, w.event_id, w.kind, w.data, w.due_at
    from (
        select
            e.sequence,
            e.event_id,
            r.payment_id,
            'refund.create' as kind,
            jsonb_build_object('refund_id', r.refund_id) as data,
            null::timestamptz as due_at
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
            'fee.charge',
            jsonb_build_object('payment_id', p.payment_id),
            p.due_at
        from data.events as e
        join data.payments as p
            on p.tenant_id = p_tenant_id and p.payment_id = e.subject_id and p.due_at is not null
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type = 'payment.created'
        union all
        select
            e.sequence,
            e.event_id,
            p.payment_id,
            'checkout.expire',
            jsonb_build_object('payment_id', p.payment_id),
            null
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
                    and p.part <> 'fee'
                )
        where
            e.tenant_id = p_tenant_id
            and e.sequence between p_first and p_last
            and e.type in (
                'payment.cancelled', 'booking.expired', 'booking.declined',
                'booking.cancelled_by_customer', 'booking.cancelled_by_business'
            )
        union all
        select t.sequence, t.event_id, t.order_key, t.kind, t.data, null
        from private.wanted_answers(p_tenant_id, p_first, p_last) as t
    ) as w
    order by w.sequence, w.payment_id;
$$;

comment on function private.wanted_stripe is 'What Stripe is to be asked because of some events.';

grant execute on function private.wanted_stripe to holdfast_api;
