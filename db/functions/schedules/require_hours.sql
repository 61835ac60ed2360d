-- Weekly hours of a resource. With p_lock its calendar is locked first, for a change.
--
-- Fails with  KN007  hours-not-found

create function private.require_hours(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_hours_id uuid,
    p_lock boolean
) returns data.hours
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_hours data.hours;
begin
    if p_lock then
        perform private.lock_resources(p_tenant_id, '{}', array[p_resource_id]);
    end if;

    select *
    into v_hours
    from data.hours
    where
        tenant_id = p_tenant_id
        and resource_id = p_resource_id
        and hours_id = p_hours_id;

    if not found then
        raise exception using
            errcode = 'KN007',
            message = 'There are no such hours.';
    end if;

    return v_hours;
end;
$$;

comment on function private.require_hours is 'Weekly hours that are there.';

grant execute on function private.require_hours to holdfast_api;
