-- GET /v1/time-off/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN009  time-off-not-found

create function api.get_time_off(p_tenant_id uuid, p_time_off_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.time_off_json(private.require_time_off(p_tenant_id, p_time_off_id, false));
end;
$$;

comment on function api.get_time_off is
    'One time off.

Answers time_off.';

alter function api.get_time_off owner to holdfast_api;
grant execute on function api.get_time_off to holdfast_web, holdfast_person;
