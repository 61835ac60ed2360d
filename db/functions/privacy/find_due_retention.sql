-- The sweep asks it every minute, for no business in particular (app/retention.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_due_retention(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    return to_jsonb(row(private.tenants_with_due_retention())::api.due);
end;
$$;

comment on function api.find_due_retention is
    'Which businesses'' rules for how long they keep things are to be applied.

Answers due.';

alter function api.find_due_retention owner to holdfast_api;
grant execute on function api.find_due_retention to holdfast_worker;
