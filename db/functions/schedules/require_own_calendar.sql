-- Refuses staff who would take time off for somebody else. Owners and managers may.
--
-- Fails with  KF001  forbidden

create function private.require_own_calendar(p_tenant_id uuid, p_resource_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if private.current_role_name() <> 'staff' then
        return;
    end if;

    perform
    from data.resources
    where
        tenant_id = p_tenant_id
        and resource_id = p_resource_id
        and user_id = private.current_user_id();

    if not found then
        raise exception using
            errcode = 'KF001',
            message = 'Your role allows this for yourself only.';
    end if;
end;
$$;

comment on function private.require_own_calendar is
    'Raise if the caller is staff and the resource is not their own.';

grant execute on function private.require_own_calendar to holdfast_api;
