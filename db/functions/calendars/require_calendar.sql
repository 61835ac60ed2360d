-- An outside calendar that is the caller's to look at: of staff, their own.
--
-- Fails with  KF001  forbidden
--             KN570  calendar-not-found

create function private.require_calendar(p_tenant_id uuid, p_calendar_id uuid)
returns data.calendars
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_calendar data.calendars;
begin
    select *
    into v_calendar
    from data.calendars
    where tenant_id = p_tenant_id and calendar_id = p_calendar_id;

    if not found then
        raise exception using
            errcode = 'KN570',
            message = 'There is no such calendar.';
    end if;

    perform private.require_own_calendar(p_tenant_id, v_calendar.resource_id);

    return v_calendar;
end;
$$;

comment on function private.require_calendar is 'An outside calendar that is there.';

grant execute on function private.require_calendar to holdfast_api;
