-- The resource whose working time is to be read or, with p_lock, changed: then no booking can be
-- made in its calendar until the change is there for all to see. One that is archived has no
-- calendar any more.
--
-- Fails with  KN005  resource-not-found

create function private.require_calendar(
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

comment on function private.require_calendar is
    'A resource whose working time is to be read or changed.';

grant execute on function private.require_calendar to holdfast_api;
