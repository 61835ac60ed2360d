-- A resource that is there. With p_lock its calendar is locked, and nobody books it meanwhile.
--
-- Fails with  KN005  resource-not-found

create function private.require_resource(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_lock boolean
) returns data.resources
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_resource data.resources;
begin
    if p_lock then
        perform private.lock_resources(p_tenant_id, '{}', array[p_resource_id]);
    end if;

    select *
    into v_resource
    from data.resources
    where tenant_id = p_tenant_id and resource_id = p_resource_id and archived_at is null;

    if not found then
        raise exception using
            errcode = 'KN005',
            message = 'There is no such resource.',
            column = 'resource_id';
    end if;

    return v_resource;
end;
$$;

comment on function private.require_resource is 'A resource that is there.';

grant execute on function private.require_resource to holdfast_api;
