-- Ends the lapsed holds that stand in the way of a visit, on any of these resources in a span;
-- returns how many there were. Called by whoever needs the slot, at the moment of need: no job has
-- to run.

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

    perform private.end_holds(p_tenant_id, v_booking_ids);
    return cardinality(v_booking_ids);
end;
$$;

comment on function private.expire_holds is
    'End the lapsed holds on resources in a span; how many allocations of theirs were in the way.';

grant execute on function private.expire_holds to holdfast_api;
