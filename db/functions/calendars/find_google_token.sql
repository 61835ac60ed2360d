-- The application asks it before a calendar is removed, to give back to Google what it lets us do
-- (app/endpoints/google.py). It is sealed: the database cannot read it, and no client gets it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN570  calendar-not-found

create function api.find_google_token(p_tenant_id uuid, p_calendar_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_calendar data.calendars;
begin
    perform private.require_staff();
    v_calendar := private.require_calendar(p_tenant_id, p_calendar_id);

    return to_jsonb(row(
        case when v_calendar.kind = 'google' then v_calendar.sealed_secret end
    )::api.google_token);
end;
$$;

comment on function api.find_google_token is
    'What opens a calendar, if it is a Google Calendar.

Answers google_token.';

alter function api.find_google_token owner to holdfast_api;
grant execute on function api.find_google_token to holdfast_web;
