-- DELETE /v1/services/{id}
--
-- It is archived: bookings refer to it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN002  service-not-found

create function api.delete_service(p_tenant_id uuid, p_service_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_service(p_tenant_id, p_service_id, true);

    update data.services
    set archived_at = now()
    where tenant_id = p_tenant_id and service_id = p_service_id;
end;
$$;

comment on function api.delete_service is
    'Sell a service no more. Bookings of it stay as they are.

Answers nothing.';

alter function api.delete_service owner to holdfast_api;
grant execute on function api.delete_service to holdfast_web, holdfast_person;
