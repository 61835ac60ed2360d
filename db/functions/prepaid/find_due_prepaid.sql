-- The sweep asks it every minute, for no business in particular (app/retention.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_due_prepaid(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    return to_jsonb(row(private.tenants_with_due_prepaid())::api.due);
end;
$$;

comment on function api.find_due_prepaid is
    'In which businesses a gift card, a package or points are past their day.

Answers due.';

alter function api.find_due_prepaid owner to holdfast_api;
grant execute on function api.find_due_prepaid to holdfast_worker;
