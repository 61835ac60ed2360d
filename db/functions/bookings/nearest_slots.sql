-- The free slots nearest in time to a moment, for the same service and leads, as JSON, in order of
-- time: what a customer who came second may want instead.

create function private.nearest_slots(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz,
    p_limit integer default 5
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    with slots as (
        select
            s.starts_at,
            s.ends_at,
            array_agg(s.resource_id order by s.resource_id) as resource_ids,
            sum(s.seats_left)::integer as seats_left
        from private.bookable_starts(
            (p_booking).tenant_id,
            (p_booking).service_id,
            array(select (o).resource_id from unnest(p_offers) as o),
            ((p_booking).starts_at at time zone 'UTC')::date - 3,
            ((p_booking).starts_at at time zone 'UTC')::date + 7,
            (p_booking).party_size,
            p_earliest,
            p_latest,
            (p_booking).booking_id
        ) as s
        group by s.starts_at, s.ends_at
        order by abs(extract(epoch from s.starts_at - (p_booking).starts_at))
        limit p_limit
    )

    select coalesce(
        jsonb_agg(
            to_jsonb(row(
                private.utc(n.starts_at), private.utc(n.ends_at), n.resource_ids, n.seats_left
            )::api.slot)
            order by n.starts_at
        ),
        '[]'
    )
    from slots as n;
$$;

comment on function private.nearest_slots is 'Free slots nearest to a moment.';

grant execute on function private.nearest_slots to holdfast_api;
