-- The lowest free places of a class for a party, or null if it has too few. The lead's calendar is
-- locked, so the answer holds, and lapsed holds are gone.

create function private.free_places(
    p_booking data.bookings,
    p_offer private.offer,
    p_from timestamptz,
    p_until timestamptz
) returns integer[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_places integer[];
begin
    select array_agg(free.place order by free.place)
    into v_places
    from (
        select g.place
        from generate_series(1, p_offer.capacity) as g (place)
        where not exists (
            select
            from data.allocations as a
            where
                a.tenant_id = p_booking.tenant_id
                and a.resource_id = p_booking.resource_id
                and a.session_id = p_booking.session_id
                and a.place = g.place
                and a.active
        )
        order by g.place
        limit p_booking.party_size
    ) as free;

    return case when cardinality(v_places) = p_booking.party_size then v_places end;
end;
$$;

comment on function private.free_places is 'The lowest free places of a class, or null.';

grant execute on function private.free_places to holdfast_api;
