-- How a booking was paid, and what went back, as far as none of its documents has said so yet; or
-- all of it.

create function private.payments_of_document(p_booking data.bookings, p_all boolean)
returns jsonb
    language sql stable
    set search_path = ''
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', m.id, 'kind', m.kind, 'method', m.method, 'amount', m.amount, 'at', private.utc(m.at)
    ) order by m.at, m.id), '[]')
    from (
        select p.payment_id, 'payment', p.method, p.amount_minor::bigint, p.paid_at
        from data.payments as p
        where
            p.tenant_id = (p_booking).tenant_id
            and p.booking_id = (p_booking).booking_id
            and p.status = 'paid'
        union all
        select
            r.refund_id,
            'refund',
            case when r.to_credit then 'credit' else p.method end,
            -r.amount_minor::bigint,
            r.created_at
        from data.refunds as r
        join data.payments as p
            on p.tenant_id = (p_booking).tenant_id and p.payment_id = r.payment_id
        where
            r.tenant_id = (p_booking).tenant_id
            and r.booking_id = (p_booking).booking_id
            and r.status not in ('failed', 'cancelled')
    ) as m (id, kind, method, amount, at)
    where
        p_all
        or not exists (
            select
            from data.invoices as i
            where
                i.tenant_id = (p_booking).tenant_id
                and i.booking_id = (p_booking).booking_id
                and i.payments @> jsonb_build_array(jsonb_build_object('id', m.id))
        );
$$;

comment on function private.payments_of_document is
    'How a booking was paid, as documents say it.';

grant execute on function private.payments_of_document to holdfast_api;
