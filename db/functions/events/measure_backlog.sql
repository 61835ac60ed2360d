-- The application and the worker ask it for whoever watches over them (app/watch.py), of no
-- business in particular.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.measure_backlog(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');

    return to_jsonb(row(private.backlog_by_channel())::api.measured);
end;
$$;

comment on function api.measure_backlog is
    'What is still to be told in all businesses together, and how late it is.

Answers measured.';

alter function api.measure_backlog owner to holdfast_api;
grant execute on function api.measure_backlog to holdfast_web, holdfast_worker;
