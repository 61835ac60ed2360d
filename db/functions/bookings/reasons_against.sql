-- Why none of several leads can take a booking, as JSON. The one that comes closest speaks: what is
-- merely taken before what is not worked. Empty if what was in the way has gone meanwhile.

create function private.reasons_against(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select coalesce((
        select jsonb_agg(to_jsonb(
            row(r.code, private.utc(r.starts_at), private.utc(r.ends_at))::api.reason
        ))
        from unnest(p_offers) as o
        cross join lateral private.slot_reasons(
            (p_booking).tenant_id, o, (p_booking).starts_at, (p_booking).party_size,
            p_earliest, p_latest, p_as_customer, (p_booking).booking_id
        ) as r
        group by (o).resource_id
        order by
            count(*) filter (where r.code not in ('booked', 'buffer', 'no-room')),
            count(*),
            (o).resource_id
        limit 1
    ), '[]');
$$;

comment on function private.reasons_against is 'Why none of several leads can take a booking.';

grant execute on function private.reasons_against to holdfast_api;
