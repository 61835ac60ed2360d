-- The lowest free places of a class for a party, or null if it has too few. The lead's calendar is
-- locked, so the answer holds, and lapsed holds are gone. Places are counted before they are
-- numbered: a class that was larger once may have people in places beyond its end.

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
    v_taken constant integer := (
        select count(*)
        from data.allocations as a
        where
            a.tenant_id = p_booking.tenant_id
            and a.resource_id = p_booking.resource_id
            and a.session_id = p_booking.session_id
            and a.active
    );
begin
    if v_taken + p_booking.party_size > p_offer.capacity then
        return null;
    end if;

    return array(
        select g.place
        from generate_series(1, p_offer.capacity + v_taken) as g (place)
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
    );
end;
$$;

comment on function private.free_places is 'The lowest free places of a class, or null.';

grant execute on function private.free_places to holdfast_api;
