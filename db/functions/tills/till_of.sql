-- The place whose till is meant: the one that is named, or the only one there is.
--
-- Fails with  KN006  location-not-found
--             KV150  location-needed

create function private.till_of(p_tenant_id uuid, p_location_id uuid) returns data.locations
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_locations data.locations[];
begin
    if p_location_id is not null then
        return private.require_location(p_tenant_id, p_location_id, false);
    end if;

    v_locations := array(
        select l
        from data.locations as l
        where l.tenant_id = p_tenant_id and l.archived_at is null
        limit 2
    );

    if cardinality(v_locations) <> 1 then
        raise exception using
            errcode = 'KV150',
            message = 'Say of which location.',
            column = 'location_id';
    end if;

    return v_locations[1];
end;
$$;

comment on function private.till_of is 'The place whose till is meant.';

grant execute on function private.till_of to holdfast_api;
