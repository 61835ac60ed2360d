-- DELETE /v1/locations/{id}/hours/{hours_id}
--
-- Bookings that stand in these hours stay as they are: see create_location_hours.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN007  hours-not-found

create function api.delete_location_hours(
    p_tenant_id uuid,
    p_location_id uuid,
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
    v_freed_ids := (private.lock_location(p_tenant_id, p_location_id, true)).freed_ids;

    delete from data.location_hours
    where
        tenant_id = p_tenant_id
        and location_id = p_location_id
        and hours_id = p_hours_id;

    if not found then
        raise exception using
            errcode = 'KN007',
            message = 'There are no such hours.';
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.delete_location_hours is
    'Take away some of the weekly opening hours of a location.

Bookings that exist stay as they are.

Answers nothing.';

alter function api.delete_location_hours owner to holdfast_api;
grant execute on function api.delete_location_hours to holdfast_web, holdfast_person;
