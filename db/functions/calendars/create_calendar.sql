-- POST /v1/calendars
--
-- Owners and managers add it for anybody, staff for themselves. The URL is kept sealed by the
-- application (app/endpoints/calendars.py): whoever has it reads the calendar.
--
-- Fails with  KA001  not-signed-in
--             KC570  too-many-calendars
--             KF001  forbidden
--             KN005  resource-not-found
--             KV003  idempotency-mismatch
--             KV522  url-not-public
--             KV570  calendar-url-insecure

create function api.create_calendar(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_name data.short_text,
    p_url data.calendar_url,
    p_sealed_url text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_calendar data.calendars;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if not private.require_outside_host(p_url) and p_url ~* '^http:' then
        raise exception using
            errcode = 'KV570',
            message = 'must begin with https://',
            column = 'url';
    end if;

    perform private.require_resource(p_tenant_id, p_resource_id, true);
    perform private.require_own_calendar(p_tenant_id, p_resource_id);

    v_calendar := private.add_calendar(p_tenant_id, p_resource_id, 'ics', p_name, p_sealed_url);

    return private.remember(p_tenant_id, 'staff', private.calendar_json(v_calendar));
end;
$$;

comment on function api.create_calendar is
    'Have an outside calendar read: when it says that its person is busy, they cannot be booked.

It is read again and again, and each time all of the coming year. What is booked already stays. Only
the times of its events are kept, and not what they are.

Answers calendar.';

alter function api.create_calendar owner to holdfast_api;
grant execute on function api.create_calendar to holdfast_web;
