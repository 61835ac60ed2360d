-- For "anyone": of the leads that could take a visit at a moment, the one with the fewest bookings
-- in that local week; between equals, chance decides. Null if nobody is free.

create function private.fairest_lead(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz
) returns uuid
    language sql volatile
    set search_path = ''
as $$
    with free as materialized (
        select s.resource_id
        from private.bookable_starts(
            (p_booking).tenant_id,
            (p_booking).service_id,
            array(select (o).resource_id from unnest(p_offers) as o),
            -- Whatever the zone, the local date is one of these.
            ((p_booking).starts_at at time zone 'UTC')::date - 1,
            ((p_booking).starts_at at time zone 'UTC')::date + 1,
            (p_booking).party_size,
            greatest(p_earliest, (p_booking).starts_at),
            least(p_latest, (p_booking).starts_at),
            (p_booking).booking_id
        ) as s
        where s.starts_at = (p_booking).starts_at
    )

    select f.resource_id
    from free as f
    join unnest(p_offers) as o on (o).resource_id = f.resource_id
    order by
        (
            select count(*)
            from data.bookings as b
            where
                b.tenant_id = (p_booking).tenant_id
                and b.resource_id = f.resource_id
                and b.starts_at >= date_trunc('week', (p_booking).starts_at, (o).time_zone)
                and b.starts_at
                < date_trunc('week', (p_booking).starts_at, (o).time_zone) + interval '7 days'
                and b.status in (
                    'held', 'pending', 'confirmed', 'checked_in', 'completed', 'no_show'
                )
        ),
        random()
    limit 1;
$$;

comment on function private.fairest_lead is 'The free lead with the fewest bookings that week.';

grant execute on function private.fairest_lead to holdfast_api;
