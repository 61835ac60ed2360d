-- Applies the rules of one business once (private.apply_retention). What is left over is due still,
-- and done the next minute.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_retention(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    perform private.apply_retention(p_tenant_id);
end;
$$;

comment on function api.sweep_retention is
    'Erase and delete what a business does not want to keep any longer.

Answers nothing.';

alter function api.sweep_retention owner to holdfast_api;
grant execute on function api.sweep_retention to holdfast_worker;
