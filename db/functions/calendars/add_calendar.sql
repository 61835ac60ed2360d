-- Adds an outside calendar, to be read at once. The caller has the calendar of the resource to
-- itself.
--
-- Fails with  KC570  too-many-calendars

create function private.add_calendar(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_kind text,
    p_name text,
    p_sealed_secret text,
    p_shows data.calendar_words default null
) returns data.calendars
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_calendar data.calendars;
begin
    perform private.require_few_calendars(p_tenant_id, p_resource_id);

    insert into data.calendars (
        tenant_id, resource_id, kind, name, sealed_secret, added_by, shows
    )
    values (
        p_tenant_id, p_resource_id, p_kind, p_name, p_sealed_secret, private.current_user_id(),
        p_shows
    )
    returning * into v_calendar;

    insert into data.calendar_syncs (tenant_id, calendar_id)
    values (p_tenant_id, v_calendar.calendar_id);

    return v_calendar;
end;
$$;

comment on function private.add_calendar is 'Add an outside calendar.';

grant execute on function private.add_calendar to holdfast_api;
