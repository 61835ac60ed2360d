-- DELETE /v1/closures/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN010  closure-not-found

create function api.delete_closure(p_tenant_id uuid, p_closure_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_closure data.closures;
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_closure := private.require_closure(p_tenant_id, p_closure_id);
    v_freed_ids := (private.lock_location(p_tenant_id, v_closure.location_id, true)).freed_ids;

    delete from data.closures
    where tenant_id = p_tenant_id and closure_id = p_closure_id;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.delete_closure is
    'Take a closure back: the location is open then after all.

Answers nothing.';

alter function api.delete_closure owner to holdfast_api;
grant execute on function api.delete_closure to holdfast_web, holdfast_person;
