-- Google has sent somebody back who let us in (app/endpoints/google.py): what api.connect_google
-- began is done, for whoever began it. What they were allowed then is asked again.
--
-- A resource has one Google Calendar. To connect it again is to open it anew: what it says is read
-- whole, and what is booked is written there. What is being read of it meanwhile counts for
-- nothing.
--
-- Fails with  KA001  not-signed-in
--             KC570  too-many-calendars
--             KF001  forbidden
--             KN005  resource-not-found

create function api.finish_google(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_name data.short_text,
    p_shows data.calendar_words,
    p_sealed_token text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_calendar data.calendars;
begin
    perform private.require_staff();
    perform private.require_resource(p_tenant_id, p_resource_id, true);
    perform private.require_own_calendar(p_tenant_id, p_resource_id);

    update data.calendars
    set
        sealed_secret = p_sealed_token,
        name = p_name,
        shows = p_shows,
        added_by = private.current_user_id()
    where tenant_id = p_tenant_id and resource_id = p_resource_id and kind = 'google'
    returning * into v_calendar;

    if not found then
        v_calendar := private.add_calendar(
            p_tenant_id, p_resource_id, 'google', p_name, p_sealed_token, p_shows
        );
    end if;

    update data.calendar_syncs
    set
        state = '{}',
        due_at = now(),
        failures = 0,
        failing_since = null,
        warned_at = null,
        last_error = null,
        claim_id = null
    where tenant_id = p_tenant_id and calendar_id = v_calendar.calendar_id;

    return private.calendar_json(v_calendar);
end;
$$;

comment on function api.finish_google is
    'Have a Google Calendar connected, by what Google gave for it.

Answers calendar.';

alter function api.finish_google owner to holdfast_api;
grant execute on function api.finish_google to holdfast_web;
