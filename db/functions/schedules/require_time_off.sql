-- Time off. With p_lock the calendar is locked first, for a change: the row is read once to learn
-- whose calendar that is, and again once nobody else can change it.
--
-- Fails with  KN009  time-off-not-found

create function private.require_time_off(
    p_tenant_id uuid,
    p_time_off_id uuid,
    p_lock boolean
) returns data.time_off
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_time_off data.time_off;
begin
    select *
    into v_time_off
    from data.time_off
    where tenant_id = p_tenant_id and time_off_id = p_time_off_id;

    if found and p_lock then
        perform private.lock_resources(p_tenant_id, '{}', array[v_time_off.resource_id]);

        select *
        into v_time_off
        from data.time_off
        where tenant_id = p_tenant_id and time_off_id = p_time_off_id;
    end if;

    if not found then
        raise exception using
            errcode = 'KN009',
            message = 'There is no such time off.';
    end if;

    return v_time_off;
end;
$$;

comment on function private.require_time_off is 'Time off that is there.';

grant execute on function private.require_time_off to holdfast_api;
