-- Locks the calendars of everything at a location and returns whose they are. With p_frees also
-- every calendar that offering their time may touch; then freed_ids is what private.freed_by says.

create function private.lock_location(
    p_tenant_id uuid,
    p_location_id uuid,
    p_frees boolean,
    out resource_ids uuid[],
    out freed_ids uuid[]
)
    language plpgsql volatile
    set search_path = ''
as $$
begin
    resource_ids := array(
        select r.resource_id
        from data.resources as r
        where r.tenant_id = p_tenant_id and r.location_id = p_location_id
    );

    if p_frees then
        freed_ids := private.lock_freed(p_tenant_id, resource_ids);
    end if;

    perform private.lock_resources(p_tenant_id, '{}', resource_ids);
end;
$$;

comment on function private.lock_location is 'Lock every calendar of a location.';

grant execute on function private.lock_location to holdfast_api;
