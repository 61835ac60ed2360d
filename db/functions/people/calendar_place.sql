-- Where somebody who is invited gets a calendar; null if they get none. Staff get one unless it is
-- said otherwise, others only if it is said; in the one place there is, or the one that is named.
--
-- Fails with  KN006  location-not-found
--             KV080  location-required

create function private.calendar_place(
    p_tenant_id uuid,
    p_role text,
    p_calendar boolean,
    p_location_id uuid
) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_location_ids uuid[];
begin
    if not coalesce(p_calendar, p_role = 'staff' or p_location_id is not null) then
        return null;
    end if;

    if p_location_id is not null then
        return (private.require_location(p_tenant_id, p_location_id, true)).location_id;
    end if;

    v_location_ids := array(
        select l.location_id
        from data.locations as l
        where l.tenant_id = p_tenant_id and l.archived_at is null
        limit 2
    );

    if cardinality(v_location_ids) <> 1 then
        raise exception using
            errcode = 'KV080',
            message = 'Say where they get a calendar, or that they get none.',
            column = 'location_id';
    end if;

    return v_location_ids[1];
end;
$$;

comment on function private.calendar_place is 'Where somebody who is invited gets a calendar.';

grant execute on function private.calendar_place to holdfast_api;
