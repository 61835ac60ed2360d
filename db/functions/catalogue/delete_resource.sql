-- DELETE /v1/resources/{id}
--
-- Archived, since bookings refer to it; it is not listed any more, and nobody can book it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC022  resource-in-use
--             KN005  resource-not-found

create function api.delete_resource(p_tenant_id uuid, p_resource_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_resource(p_tenant_id, p_resource_id, true);

    if private.is_in_use(p_tenant_id, p_resource_id) then
        raise exception using
            errcode = 'KC022',
            message = 'It has bookings to come. Move or cancel them first.';
    end if;

    update data.resources
    set archived_at = now()
    where tenant_id = p_tenant_id and resource_id = p_resource_id;
end;
$$;

comment on function api.delete_resource is
    'Archive a person, a room, a machine or a table. Its past stays.

Answers nothing.';

alter function api.delete_resource owner to holdfast_api;
grant execute on function api.delete_resource to holdfast_web, holdfast_person;
