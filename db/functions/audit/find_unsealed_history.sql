-- The sweep asks it every second or so, for no business in particular (app/sweep.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_unsealed_history(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    return to_jsonb(row(private.tenants_with_unsealed_history())::api.due);
end;
$$;

comment on function api.find_unsealed_history is
    'Which businesses have history that is not sealed yet.

Answers due.';

alter function api.find_unsealed_history owner to holdfast_api;
grant execute on function api.find_unsealed_history to holdfast_worker;
