-- What came of a customer's bookings, counted now.

create function private.activity_of(p_tenant_id uuid, p_customer_id uuid) returns api.activity
    language sql stable
    set search_path = ''
as $$
    select
        row(
            count(*) filter (where b.status in ('checked_in', 'completed')),
            count(*) filter (where b.status = 'no_show'),
            count(*) filter (where b.status = 'cancelled_by_customer'),
            private.utc(max(b.starts_at) filter (where b.status in ('checked_in', 'completed'))),
            n.booking_id,
            private.utc(n.starts_at)
        )::api.activity
    from (select) as one
    left join lateral (
        select k.booking_id, k.starts_at
        from data.bookings as k
        where
            k.tenant_id = p_tenant_id
            and k.customer_id = p_customer_id
            and k.starts_at > now()
            and private.status_of(k) in ('held', 'pending', 'confirmed')
        order by k.starts_at, k.booking_id
        limit 1
    ) as n on true
    left join data.bookings as b
        on b.tenant_id = p_tenant_id and b.customer_id = p_customer_id
    group by n.booking_id, n.starts_at;
$$;

comment on function private.activity_of is 'What came of a customer''s bookings.';

grant execute on function private.activity_of to holdfast_api;
