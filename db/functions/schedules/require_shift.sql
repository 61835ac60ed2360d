-- A shift. With p_lock the calendar is locked first, for a change: the row is read once to learn
-- whose calendar that is, and again once nobody else can change it.
--
-- Fails with  KN008  shift-not-found

create function private.require_shift(
    p_tenant_id uuid,
    p_shift_id uuid,
    p_lock boolean
) returns data.shifts
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_shift data.shifts;
begin
    select *
    into v_shift
    from data.shifts
    where tenant_id = p_tenant_id and shift_id = p_shift_id;

    if found and p_lock then
        perform private.lock_resources(p_tenant_id, '{}', array[v_shift.resource_id]);

        select *
        into v_shift
        from data.shifts
        where tenant_id = p_tenant_id and shift_id = p_shift_id;
    end if;

    if not found then
        raise exception using
            errcode = 'KN008',
            message = 'There is no such shift.';
    end if;

    return v_shift;
end;
$$;

comment on function private.require_shift is 'A shift that is there.';

grant execute on function private.require_shift to holdfast_api;
