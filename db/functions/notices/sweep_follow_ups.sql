-- Makes the reminders and requests for reviews of one business that are due.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_follow_ups(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    perform private.follow_up(p_tenant_id, now());
end;
$$;

comment on function api.sweep_follow_ups is
    'Make the reminders and requests for reviews of a business that are due.

Answers nothing.';

alter function api.sweep_follow_ups owner to holdfast_api;
grant execute on function api.sweep_follow_ups to holdfast_worker;
