-- Locks the calendars of everything at a location and returns whose they are.

create function private.lock_location(p_tenant_id uuid, p_location_id uuid) returns uuid[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_resource_ids constant uuid[] := array(
        select resource_id
        from data.resources
        where tenant_id = p_tenant_id and location_id = p_location_id
    );
begin
    perform private.lock_resources(p_tenant_id, '{}', v_resource_ids);
    return v_resource_ids;
end;
$$;

comment on function private.lock_location is 'Lock every calendar of a location.';

grant execute on function private.lock_location to holdfast_api;
