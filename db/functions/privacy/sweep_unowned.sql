-- What retention is for what is no business's: there is nobody to say how long, so it is said in
-- private.forget_unowned. What is left over is due still, and done the next minute.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_unowned(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');
    perform private.forget_unowned(500);
end;
$$;

comment on function api.sweep_unowned is
    'Delete e-mails, links and answers to applicants that are long past and no business''s.

Answers nothing.';

alter function api.sweep_unowned owner to holdfast_api;
grant execute on function api.sweep_unowned to holdfast_worker;
