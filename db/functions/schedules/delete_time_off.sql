-- DELETE /v1/time-off/{id}
--
-- Owners and managers take away anybody's, staff their own.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN009  time-off-not-found

create function api.delete_time_off(p_tenant_id uuid, p_time_off_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_time_off data.time_off;
    v_freed_ids uuid[];
begin
    perform private.require_staff();
    v_time_off := private.require_time_off(p_tenant_id, p_time_off_id, false);
    v_freed_ids := private.lock_freed(p_tenant_id, array[v_time_off.resource_id]);
    v_time_off := private.require_time_off(p_tenant_id, p_time_off_id, true);
    perform private.require_own_calendar(p_tenant_id, v_time_off.resource_id);

    delete from data.time_off
    where tenant_id = p_tenant_id and time_off_id = p_time_off_id;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.delete_time_off is
    'Take time off back: the resource works then after all.

Answers nothing.';

alter function api.delete_time_off owner to holdfast_api;
grant execute on function api.delete_time_off to holdfast_web, holdfast_person;
