-- Who may take a booking whose hold has lapsed, at its own time and place: who had it, or anyone
-- who can if that was the wish.

create function private.offers_again(p_booking data.bookings) returns private.offer[]
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        array_agg(private.as_agreed(o, private.moved_to(p_booking, (p_booking).starts_at)) order by
            o.resource_id <> (p_booking).resource_id, o.resource_id),
        '{}'
    )
    from private.offers((p_booking).tenant_id, (p_booking).service_id) as o
    where
        o.location_id = (p_booking).location_id
        and (o.resource_id = (p_booking).resource_id or (p_booking).any_resource and o.is_public);
$$;

comment on function private.offers_again is 'Who may take a booking whose hold has lapsed.';

grant execute on function private.offers_again to holdfast_api;
