-- DELETE /v1/resources/{id}/hours/{hours_id}
--
-- Bookings that stand in these hours stay as they are: see create_hours.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN007  hours-not-found

create function api.delete_hours(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_hours_id uuid
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    -- Fewer hours may be another grid: starts that were not on offer are.
    v_freed_ids := private.lock_freed(p_tenant_id, array[p_resource_id]);
    perform private.require_hours(p_tenant_id, p_resource_id, p_hours_id, true);

    delete from data.hours
    where tenant_id = p_tenant_id and hours_id = p_hours_id;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.delete_hours is
    'Take away some of the weekly hours of a resource.

Bookings that exist stay as they are.

Answers nothing.';

alter function api.delete_hours owner to holdfast_api;
grant execute on function api.delete_hours to holdfast_web, holdfast_person;
