-- The sweep asks it, for no business in particular (app/sweep.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_due_subscriptions(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    return to_jsonb(row(private.tenants_with_due_reminders())::api.due);
end;
$$;

comment on function api.find_due_subscriptions is
    'Which businesses have owners to remind of what they subscribe to.

Answers due.';

alter function api.find_due_subscriptions owner to holdfast_api;
grant execute on function api.find_due_subscriptions to holdfast_worker;
