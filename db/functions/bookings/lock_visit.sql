-- Locks every calendar that a visit may touch: the lead's, those of whatever else the service may
-- need, and those that a booking which is being moved leaves.

create function private.lock_visit(p_offer private.offer, p_booking data.bookings) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_moving constant boolean := p_booking.version > 1;
    v_shared_ids uuid[] := '{}';
    v_exclusive_ids uuid[] := '{}';
begin
    if v_moving or p_offer.seats > 1 or p_offer.capacity > 1
        or p_offer.resource_max_per_day is not null
    then
        v_exclusive_ids := array[p_offer.resource_id];
    else
        v_shared_ids := array[p_offer.resource_id];
    end if;

    if p_offer.service_max_per_day is not null then
        v_exclusive_ids := v_exclusive_ids || p_offer.service_id;
    end if;

    if p_offer.extra_positions > 0 then
        select
            v_shared_ids || array_agg(r.resource_id) filter (where r.seats = 1 and not v_moving),
            v_exclusive_ids || array_agg(r.resource_id) filter (where r.seats > 1 or v_moving)
        into v_shared_ids, v_exclusive_ids
        from data.candidates as c
        join data.resources as r
            on r.tenant_id = p_booking.tenant_id and r.resource_id = c.resource_id
        where
            c.tenant_id = p_booking.tenant_id
            and c.service_id = p_offer.service_id
            and c.position > 1;
    end if;

    if v_moving then
        v_exclusive_ids := v_exclusive_ids || array(
            select a.resource_id
            from data.allocations as a
            where a.tenant_id = p_booking.tenant_id and a.booking_id = p_booking.booking_id
        );
    end if;

    -- The plain visit, which is nearly all of them, needs no sorting.
    if v_exclusive_ids = '{}' and cardinality(v_shared_ids) = 1 then
        perform pg_advisory_xact_lock_shared(
            private.lock_key(p_booking.tenant_id, v_shared_ids[1])
        );
    else
        perform private.lock_resources(p_booking.tenant_id, v_shared_ids, v_exclusive_ids);
    end if;
end;
$$;

comment on function private.lock_visit is 'Lock every calendar that a visit may touch.';

grant execute on function private.lock_visit to holdfast_api;
