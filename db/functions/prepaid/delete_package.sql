-- DELETE /v1/packages/{id}
--
-- It is archived: those who have it keep it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN171  package-not-found

create function api.delete_package(p_tenant_id uuid, p_package_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_package(p_tenant_id, p_package_id, true);

    update data.packages
    set archived_at = now()
    where tenant_id = p_tenant_id and package_id = p_package_id;
end;
$$;

comment on function api.delete_package is
    'Sell a package no more. Those who bought it keep it.

Answers nothing.';

alter function api.delete_package owner to holdfast_api;
grant execute on function api.delete_package to holdfast_web, holdfast_person;
