-- The sweep asks it every second or so, for no business in particular (app/sweep.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_lapsed_holds(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    return to_jsonb(row(private.tenants_with_lapsed_holds())::api.due);
end;
$$;

comment on function api.find_lapsed_holds is
    'Which businesses have holds that have lapsed.

Answers due.';

alter function api.find_lapsed_holds owner to holdfast_api;
grant execute on function api.find_lapsed_holds to holdfast_worker;
