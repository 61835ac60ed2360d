-- DELETE /v1/resources/{id}
--
-- It is archived: bookings refer to it. It is nobody any more then, so that the member can go, or
-- have another calendar there.
--
-- Fails with  KA001  not-signed-in
--             KC022  resource-in-use
--             KF001  forbidden
--             KN005  resource-not-found

create function api.delete_resource(p_tenant_id uuid, p_resource_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.lock_people(p_tenant_id, r.user_id, null, array[p_resource_id])
    from data.resources as r
    where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id;
    perform private.require_resource(p_tenant_id, p_resource_id, true);

    if private.is_in_use(p_tenant_id, p_resource_id) then
        raise exception using
            errcode = 'KC022',
            message = 'It has bookings to come.';
    end if;

    update data.resources
    set archived_at = now(), user_id = null
    where tenant_id = p_tenant_id and resource_id = p_resource_id;
end;
$$;

comment on function api.delete_resource is
    'Give up a person, a room, a piece of equipment or a table that has no bookings to come.

Services that it takes part in go on without it; bookings that it had keep it.

Answers nothing.';

alter function api.delete_resource owner to holdfast_api;
grant execute on function api.delete_resource to holdfast_web, holdfast_person;
