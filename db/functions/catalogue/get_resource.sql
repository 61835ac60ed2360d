-- GET /v1/resources/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN005  resource-not-found

create function api.get_resource(p_tenant_id uuid, p_resource_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.resource_json(private.require_resource(p_tenant_id, p_resource_id, false));
end;
$$;

comment on function api.get_resource is
    'One person, room, piece of equipment or table.

Answers resource.';

alter function api.get_resource owner to holdfast_api;
grant execute on function api.get_resource to holdfast_web, holdfast_person;
