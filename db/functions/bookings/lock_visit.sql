-- Locks every calendar that a visit may touch. The plain visit, which is nearly all of them, shares
-- its lead's with others: the constraints judge between those.
--
-- Every other has what it may touch to itself: all leads that may take it, all else that the
-- service may need, and what a booking that is being moved leaves. So nobody who holds a part of
-- what somebody else waits for ever waits for another part, and what is free when it is looked at
-- stays so. p_more_ids are other calendars that the caller needs to itself.

create function private.lock_visit(
    p_booking data.bookings,
    p_offers private.offer[],
    p_more_ids uuid[] default '{}'
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offer constant private.offer := p_offers[1];
    v_moving constant boolean := p_booking.version > 1;
    v_shared_ids uuid[] := '{}';
    v_exclusive_ids uuid[] := array(select (o).resource_id from unnest(p_offers) as o);
begin
    if not v_moving
        and v_offer.extra_positions = 0
        and v_offer.capacity = 1
        and v_offer.seats = 1
        and v_offer.resource_max_per_day is null
    then
        if v_offer.service_max_per_day is null then
            perform pg_advisory_xact_lock_shared(
                private.lock_key(p_booking.tenant_id, v_offer.resource_id)
            );
            return;
        end if;

        v_shared_ids := v_exclusive_ids;
        v_exclusive_ids := '{}';
    end if;

    if v_offer.service_max_per_day is not null then
        v_exclusive_ids := v_exclusive_ids || v_offer.service_id;
    end if;

    if v_offer.extra_positions > 0 then
        v_exclusive_ids := v_exclusive_ids || array(
            select c.resource_id
            from data.candidates as c
            where
                c.tenant_id = p_booking.tenant_id
                and c.service_id = v_offer.service_id
                and c.position > 1
        );
    end if;

    if v_moving then
        v_exclusive_ids := v_exclusive_ids || array(
            select a.resource_id
            from data.allocations as a
            where a.tenant_id = p_booking.tenant_id and a.booking_id = p_booking.booking_id
        );
    end if;

    perform private.lock_resources(
        p_booking.tenant_id, v_shared_ids, v_exclusive_ids || p_more_ids
    );
end;
$$;

comment on function private.lock_visit is 'Lock every calendar that a visit may touch.';

grant execute on function private.lock_visit to holdfast_api;
