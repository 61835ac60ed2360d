-- Seals what has been written of the history of one business (private.seal_history). Until then a
-- row could be changed or lost without a trace: so it is done every second or so (app/sweep.py).
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_history(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    perform private.seal_history(p_tenant_id);
end;
$$;

comment on function api.sweep_history is
    'Seal the history of a business, as far as it is written.

Answers nothing.';

alter function api.sweep_history owner to holdfast_api;
grant execute on function api.sweep_history to holdfast_worker;
