-- Frees what lapsed holds still occupy of one resource in a span; returns how many allocations
-- that were. Called by whoever needs the slot, at the moment of need: no job has to run.
--
-- Only this resource's allocations are touched, so that everybody still takes resources in
-- sorted order; the rest of a lapsed hold is freed by whoever needs that. The booking is marked
-- by the first who can: one that is busy elsewhere is skipped, never waited for.

create function private.expire_holds(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_starts_at timestamptz,
    p_ends_at timestamptz
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking_ids uuid[];
begin
    with stale as materialized (
        select a.booking_id, a.place
        from data.allocations as a
        where
            a.tenant_id = p_tenant_id
            and a.resource_id = p_resource_id
            and a.active
            and a.starts_at > p_starts_at - interval '32 hours'
            and a.starts_at < p_ends_at
            and a.ends_at > p_starts_at
            and a.hold_expires_at <= clock_timestamp()
        order by a.starts_at, a.booking_id, a.place
        for update
    ),

    freed as (
        update data.allocations as a
        set active = false
        from stale as s
        where
            a.tenant_id = p_tenant_id
            and a.booking_id = s.booking_id
            and a.resource_id = p_resource_id
            and a.place = s.place
        returning a.booking_id
    )

    select array_agg(booking_id) into v_booking_ids from freed;

    if v_booking_ids is null then
        return 0;
    end if;

    update data.bookings as b
    set status = 'expired', hold_expires_at = null, version = version + 1, updated_at = now()
    from (
        select h.booking_id
        from data.bookings as h
        where
            h.tenant_id = p_tenant_id
            and h.booking_id = any(v_booking_ids)
            and h.status = 'held'
            and h.hold_expires_at <= clock_timestamp()
        order by h.booking_id
        for no key update skip locked
    ) as lapsed
    where b.tenant_id = p_tenant_id and b.booking_id = lapsed.booking_id;

    return cardinality(v_booking_ids);
end;
$$;

comment on function private.expire_holds is
    'Free what lapsed holds occupy of a resource in a span; the number of allocations freed.';

grant execute on function private.expire_holds to holdfast_api;
