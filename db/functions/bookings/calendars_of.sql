-- The calendars that a visit may touch. The plain visit, which is nearly all of them, shares its
-- lead's with others: the constraints judge between those.
--
-- Every other has what it may touch to itself: all leads that may take it, all else that the
-- service may need, and what a booking that is being moved leaves. So nobody who holds a part of
-- what somebody else waits for ever waits for another part, and what is free when it is looked at
-- stays so.

create function private.calendars_of(
    p_booking data.bookings,
    p_offers private.offer[],
    out shared_ids uuid[],
    out exclusive_ids uuid[]
)
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offer constant private.offer := p_offers[1];
    v_moving constant boolean := p_booking.version > 1;
begin
    select
        coalesce(array_agg((o).resource_id) filter (where not v_moving and private.is_plain(o)), '{}'),
        coalesce(array_agg((o).resource_id) filter (where v_moving or not private.is_plain(o)), '{}')
    into shared_ids, exclusive_ids
    from unnest(p_offers) as o;

    if v_offer.service_max_per_day is not null then
        exclusive_ids := exclusive_ids || v_offer.service_id;
    end if;

    if v_offer.extra_positions > 0 then
        exclusive_ids := exclusive_ids || array(
            select c.resource_id
            from data.candidates as c
            where
                c.tenant_id = p_booking.tenant_id
                and c.service_id = v_offer.service_id
                and c.position > 1
        );
    end if;

    if v_moving then
        exclusive_ids := exclusive_ids || array(
            select a.resource_id
            from data.allocations as a
            where a.tenant_id = p_booking.tenant_id and a.booking_id = p_booking.booking_id
        );
    end if;
end;
$$;

comment on function private.calendars_of is 'The calendars that a visit may touch.';

grant execute on function private.calendars_of to holdfast_api;
