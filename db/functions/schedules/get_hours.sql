-- GET /v1/resources/{id}/hours/{hours_id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN007  hours-not-found

create function api.get_hours(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_hours_id uuid
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.hours_json(
        private.require_hours(p_tenant_id, p_resource_id, p_hours_id, false)
    );
end;
$$;

comment on function api.get_hours is
    'One of the weekly hours of a resource.

Answers hours.';

alter function api.get_hours owner to holdfast_api;
grant execute on function api.get_hours to holdfast_web, holdfast_person;
