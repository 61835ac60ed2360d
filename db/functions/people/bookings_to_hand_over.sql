-- The bookings to come that occupy one of these resources, in order of time: what is handed over
-- when their person leaves. A visit that has begun is not.

create function private.bookings_to_hand_over(p_tenant_id uuid, p_resource_ids uuid[])
returns data.bookings[]
    language sql stable
    set search_path = ''
as $$
    select array(
        select b
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.booking_id = any(
                private.bookings_during(p_tenant_id, p_resource_ids, now(), 'infinity')
            )
            and b.starts_at > now()
            and private.status_of(b) in ('held', 'pending', 'confirmed')
        order by b.starts_at, b.booking_id
    );
$$;

comment on function private.bookings_to_hand_over is
    'The bookings to come that occupy one of these resources.';

grant execute on function private.bookings_to_hand_over to holdfast_api;
