-- The sweep asks it every second, for no business in particular (app/sweep.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_due_follow_ups(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    return to_jsonb(row(private.tenants_with_due_follow_ups())::api.due);
end;
$$;

comment on function api.find_due_follow_ups is
    'Which businesses have reminders or requests for reviews to make.

Answers due.';

alter function api.find_due_follow_ups owner to holdfast_api;
grant execute on function api.find_due_follow_ups to holdfast_worker;
