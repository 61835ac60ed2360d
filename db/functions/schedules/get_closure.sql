-- GET /v1/closures/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN010  closure-not-found

create function api.get_closure(p_tenant_id uuid, p_closure_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    return private.closure_json(private.require_closure(p_tenant_id, p_closure_id));
end;
$$;

comment on function api.get_closure is
    'One closure.

Answers closure.';

alter function api.get_closure owner to holdfast_api;
grant execute on function api.get_closure to holdfast_web, holdfast_person;
