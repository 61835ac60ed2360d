-- What is to be paid of a fee that could not be charged to a card: 0 if there is none.

create function private.fee_due(p_booking data.bookings) returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(max(p.amount_minor), 0)::bigint
    from data.payments as p
    where
        p.tenant_id = (p_booking).tenant_id
        and p.booking_id = (p_booking).booking_id
        and p.part = 'fee'
        and p.due_at is not null
        and p.status = 'failed'
        and not exists (
            select
            from data.payments as o
            where
                o.tenant_id = p.tenant_id
                and o.booking_id = p.booking_id
                and o.part = 'fee'
                and o.status in ('paid', 'processing')
        );
$$;

comment on function private.fee_due is
    'What is to be paid of a fee that could not be charged, in minor units.';

grant execute on function private.fee_due to holdfast_api;
