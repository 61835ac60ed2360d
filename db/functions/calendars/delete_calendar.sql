-- DELETE /v1/calendars/{id}
--
-- Owners and managers remove anybody's, staff their own.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN570  calendar-not-found

create function api.delete_calendar(p_tenant_id uuid, p_calendar_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_calendar data.calendars;
    v_freed_ids uuid[];
begin
    perform private.require_staff();
    v_calendar := private.require_calendar(p_tenant_id, p_calendar_id);
    v_freed_ids := private.lock_freed(p_tenant_id, array[v_calendar.resource_id]);
    perform private.lock_resources(p_tenant_id, '{}', array[v_calendar.resource_id]);
    perform private.require_calendar(p_tenant_id, p_calendar_id);

    delete from data.calendars
    where tenant_id = p_tenant_id and calendar_id = p_calendar_id;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.delete_calendar is
    'Remove an outside calendar: what it said of being busy no longer counts.

Answers nothing.';

alter function api.delete_calendar owner to holdfast_api;
grant execute on function api.delete_calendar to holdfast_web, holdfast_person;
