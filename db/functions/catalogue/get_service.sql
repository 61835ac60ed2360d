-- GET /v1/services/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN002  service-not-found

create function api.get_service(p_tenant_id uuid, p_service_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.service_json(private.require_service(p_tenant_id, p_service_id, false));
end;
$$;

comment on function api.get_service is
    'One service.

Answers service.';

alter function api.get_service owner to holdfast_api;
grant execute on function api.get_service to holdfast_web, holdfast_person;
