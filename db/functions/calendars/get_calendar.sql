-- GET /v1/calendars/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN570  calendar-not-found

create function api.get_calendar(p_tenant_id uuid, p_calendar_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.calendar_json(private.require_calendar(p_tenant_id, p_calendar_id));
end;
$$;

comment on function api.get_calendar is
    'One outside calendar, and how reading it goes.

Answers calendar.';

alter function api.get_calendar owner to holdfast_api;
grant execute on function api.get_calendar to holdfast_web, holdfast_person;
