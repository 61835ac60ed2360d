-- POST /v1/resources/{id}/hours
--
-- Weekly hours say how things are from now on, not what becomes of a given visit: bookings that
-- stand outside them stay as they are. Shifts, time off and closures do ask.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN005  resource-not-found
--             KV003  idempotency-mismatch
--             KV030  span-invalid

create function api.create_hours(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_weekday data.weekday,
    p_opens_at time,
    p_closes_at time,
    p_valid_from data.local_date default null,
    p_valid_until data.local_date default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_hours data.hours;
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_hours_sane(p_opens_at, p_closes_at, p_valid_from, p_valid_until);
    v_freed_ids := private.lock_freed(p_tenant_id, array[p_resource_id]);
    perform private.require_resource(p_tenant_id, p_resource_id, true);

    insert into data.hours (
        tenant_id, resource_id, weekday, opens_at, closes_at, valid_from, valid_until
    )
    values (
        p_tenant_id, p_resource_id, p_weekday, p_opens_at, p_closes_at, p_valid_from, p_valid_until
    )
    returning * into v_hours;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, 'staff', private.hours_json(v_hours));
end;
$$;

comment on function api.create_hours is
    'Say when a resource works on one day of every week.

Times are on the clock of its location, to the minute; what closes before it opens closes on the
next day. A date with shifts ignores the weekly hours. Bookings that exist stay as they are.

Answers hours.';

alter function api.create_hours owner to holdfast_api;
grant execute on function api.create_hours to holdfast_web, holdfast_person;
