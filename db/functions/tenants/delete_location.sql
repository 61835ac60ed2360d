-- DELETE /v1/locations/{id}
--
-- Archived, since bookings refer to it; it is not listed any more.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC020  location-in-use
--             KN006  location-not-found

create function api.delete_location(p_tenant_id uuid, p_location_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_location(p_tenant_id, p_location_id, true);

    perform
    from data.resources
    where tenant_id = p_tenant_id and location_id = p_location_id and archived_at is null;

    if found then
        raise exception using
            errcode = 'KC020',
            message = 'People or rooms are still there. Archive or move them first.';
    end if;

    update data.locations
    set archived_at = now()
    where tenant_id = p_tenant_id and location_id = p_location_id;
end;
$$;

comment on function api.delete_location is
    'Close a location for good. Its past stays.

Answers nothing.';

alter function api.delete_location owner to holdfast_api;
grant execute on function api.delete_location to holdfast_web, holdfast_person;
