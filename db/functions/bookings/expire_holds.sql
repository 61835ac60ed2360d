-- Ends the lapsed holds that stand in the way of a visit, on any of these resources in a span;
-- returns how many there were. Called by whoever needs the slot, at the moment of need: no job has
-- to run.
--
-- A hold ends as a whole, with all that it occupies. As everywhere, its booking is locked first and
-- then what it occupies (private.tg_bookings_calendar), so that one that is being paid for,
-- cancelled or ended by somebody else is waited for and then seen as it has become.

create function private.expire_holds(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_starts_at timestamptz,
    p_ends_at timestamptz
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking_ids constant uuid[] := array(
        select a.booking_id
        from data.allocations as a
        where
            a.tenant_id = p_tenant_id
            and a.resource_id = any(p_resource_ids)
            and a.active
            and a.starts_at > p_starts_at - interval '32 hours'
            and a.starts_at < p_ends_at
            and a.ends_at > p_starts_at
            and a.hold_expires_at <= clock_timestamp()
    );
begin
    if v_booking_ids = '{}' then
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
        for no key update
    ) as lapsed
    where b.tenant_id = p_tenant_id and b.booking_id = lapsed.booking_id;

    return cardinality(v_booking_ids);
end;
$$;

comment on function private.expire_holds is
    'End the lapsed holds on resources in a span; how many allocations of theirs were in the way.';

grant execute on function private.expire_holds to holdfast_api;
