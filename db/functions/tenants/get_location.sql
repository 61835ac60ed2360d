-- GET /v1/locations/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found

create function api.get_location(p_tenant_id uuid, p_location_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    return private.location_json(private.require_location(p_tenant_id, p_location_id, false));
end;
$$;

comment on function api.get_location is
    'One location.

Answers location.';

alter function api.get_location owner to holdfast_api;
grant execute on function api.get_location to holdfast_web, holdfast_person;
