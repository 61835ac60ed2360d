-- A location that is not archived. With p_lock nobody else changes or archives it meanwhile, and no
-- resource comes to it. Bookings go on: they refer to it, and that lock lets them.
--
-- Whoever locks calendars too locks those first, as bookings do.
--
-- Fails with  KN006  location-not-found

create function private.require_location(
    p_tenant_id uuid,
    p_location_id uuid,
    p_lock boolean
) returns data.locations
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_location data.locations;
begin
    if p_lock then
        select *
        into v_location
        from data.locations
        where tenant_id = p_tenant_id and location_id = p_location_id and archived_at is null
        for no key update;
    else
        select *
        into v_location
        from data.locations
        where tenant_id = p_tenant_id and location_id = p_location_id and archived_at is null;
    end if;

    if not found then
        raise exception using
            errcode = 'KN006',
            message = 'There is no such location.',
            column = 'location_id';
    end if;

    return v_location;
end;
$$;

comment on function private.require_location is 'A location that is there.';

grant execute on function private.require_location to holdfast_api;
