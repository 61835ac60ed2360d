-- For "anyone": the leads that could take a visit at a moment, those with the fewest bookings in
-- that local week first; between equals, chance decides.

create function private.free_leads(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz
) returns private.offer[]
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

    select coalesce(array_agg(o order by w.bookings, random()), '{}')
    from free as f
    join unnest(p_offers) as o on (o).resource_id = f.resource_id
    cross join lateral (
        select count(*) as bookings
        from data.bookings as b
        where
            b.tenant_id = (p_booking).tenant_id
            and b.resource_id = f.resource_id
            and b.starts_at >= date_trunc('week', (p_booking).starts_at, (o).time_zone)
            and b.starts_at
            < date_trunc('week', (p_booking).starts_at, (o).time_zone) + interval '7 days'
            and b.status in ('held', 'pending', 'confirmed', 'checked_in', 'completed', 'no_show')
    ) as w;
$$;

comment on function private.free_leads is
    'The leads that are free for a visit, those with the fewest bookings that week first.';

grant execute on function private.free_leads to holdfast_api;
