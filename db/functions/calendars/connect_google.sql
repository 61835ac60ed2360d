-- POST /v1/calendars/google
--
-- Owners and managers may begin it for anybody, staff for themselves. The URL is made by the
-- application (app/endpoints/google.py), and has in it, sealed, who asks for what.
--
-- Fails with  KA001  not-signed-in
--             KC572  google-not-set-up
--             KF001  forbidden
--             KN005  resource-not-found
--             KV003  idempotency-mismatch

create function api.connect_google(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_name data.short_text default 'Google Calendar',
    p_shows data.calendar_words default 'service',
    p_url text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if p_url is null then
        raise exception using
            errcode = 'KC572',
            message = 'Google calendars cannot be connected here.';
    end if;

    perform private.require_resource(p_tenant_id, p_resource_id, true);
    perform private.require_own_calendar(p_tenant_id, p_resource_id);

    return private.remember(
        p_tenant_id, 'staff', to_jsonb(row(p_url)::api.google_consent)
    );
end;
$$;

comment on function api.connect_google is
    'Begin to connect a Google Calendar, or to connect it again: where Google asks its person.

Bookings are then written there, and what else stands there makes them busy. shows is what bookings
say there: nothing (but the name of the business), service, or first_name (who comes, too).

Answers google_consent.';

alter function api.connect_google owner to holdfast_api;
grant execute on function api.connect_google to holdfast_web;
