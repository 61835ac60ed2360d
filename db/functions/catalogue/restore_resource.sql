-- POST /v1/resources/{id}/restore
--
-- It was let go by the member that it was, who may be another there by now: it is nobody until
-- update_resource says who. Its hours, and its parts in services, are as they were.
--
-- What was never deleted is answered as it is. The time that it has again goes to those who wait.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC090  location-archived
--             KN005  resource-not-found
--             KV003  idempotency-mismatch

create function api.restore_resource(p_tenant_id uuid, p_resource_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_resource data.resources;
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, array[p_resource_id]);

    -- Nobody closes the location meanwhile.
    perform
    from data.locations as l
    join data.resources as r
        on r.tenant_id = l.tenant_id and r.location_id = l.location_id
    where
        r.tenant_id = p_tenant_id
        and r.resource_id = p_resource_id
        and l.archived_at is not null
    for no key update of l;

    if found then
        raise exception using
            errcode = 'KC090',
            message = 'The location that it is at was deleted. Restore that first.';
    end if;

    update data.resources
    set archived_at = null
    where tenant_id = p_tenant_id and resource_id = p_resource_id
    returning * into v_resource;

    if not found then
        raise exception using
            errcode = 'KN005',
            message = 'There is no such resource.';
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, 'staff', private.resource_json(v_resource));
end;
$$;

comment on function api.restore_resource is
    'Take a person, a room, a piece of equipment or a table back that was deleted.

It works when it did, and takes part in the services that it did. It is no member any more: say
who it is with user_id.

Answers resource.';

alter function api.restore_resource owner to holdfast_api;
grant execute on function api.restore_resource to holdfast_web, holdfast_person;
