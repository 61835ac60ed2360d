-- Refuses what is more than the plan of a business allows. Called when it is written: the lock has
-- whoever comes at the same moment wait, and look then. Whoever was invited does not see who works
-- there: for this it looks as an owner does.
--
-- Fails with  KC160  plan-limit-reached

create function private.require_room(p_tenant_id uuid, p_limit text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_plan constant data.plans := private.plan_of(p_tenant_id);
    v_used bigint;
begin
    if private.limit_of(v_plan, p_limit) is null then
        return;
    end if;

    perform private.lock_limit(p_tenant_id, p_limit);
    perform private.add_claims('{"role": "owner"}');
    v_used := private.used_of(p_tenant_id, p_limit);
    perform set_config('request.claims', v_claims::text, true);

    if v_used > private.limit_of(v_plan, p_limit) then
        perform private.refuse_over_limit(v_plan, p_limit, v_used);
    end if;
end;
$$;

comment on function private.require_room is 'Raise if there is more than a plan allows.';

grant execute on function private.require_room to holdfast_api;
