-- PATCH /v1/resources/{id}/hours/{hours_id}
--
-- Bookings that stand outside the new hours stay as they are: see create_hours.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN007  hours-not-found
--             KV030  span-invalid

create function api.update_hours(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_hours_id uuid,
    p_weekday data.weekday default null,
    p_opens_at time default null,
    p_closes_at time default null,
    p_valid_from data.local_date default null,
    p_valid_until data.local_date default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_hours data.hours;
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_freed_ids := private.lock_freed(p_tenant_id, array[p_resource_id]);
    v_hours := private.require_hours(p_tenant_id, p_resource_id, p_hours_id, true);

    v_hours.weekday := private.patched(p_clear, 'weekday', p_weekday, v_hours.weekday);
    v_hours.opens_at := private.patched(p_clear, 'opens_at', p_opens_at, v_hours.opens_at);
    v_hours.closes_at := private.patched(p_clear, 'closes_at', p_closes_at, v_hours.closes_at);
    v_hours.valid_from := private.patched(
        p_clear, 'valid_from', p_valid_from::date, v_hours.valid_from
    );
    v_hours.valid_until := private.patched(
        p_clear, 'valid_until', p_valid_until::date, v_hours.valid_until
    );

    perform private.require_hours_sane(
        v_hours.opens_at, v_hours.closes_at, v_hours.valid_from, v_hours.valid_until
    );

    update data.hours
    set
        weekday = v_hours.weekday,
        opens_at = v_hours.opens_at,
        closes_at = v_hours.closes_at,
        valid_from = v_hours.valid_from,
        valid_until = v_hours.valid_until
    where tenant_id = p_tenant_id and hours_id = p_hours_id;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.hours_json(v_hours);
end;
$$;

comment on function api.update_hours is
    'Change some of the weekly hours of a resource.

Bookings that exist stay as they are.

Answers hours.';

alter function api.update_hours owner to holdfast_api;
grant execute on function api.update_hours to holdfast_web, holdfast_person;
