-- The plan that a business has: the one it subscribes to, or everybody's.

create function private.plan_of(p_tenant_id uuid) returns data.plans
    language sql stable
    set search_path = ''
as $$
    select p
    from data.plans as p
    where p.plan = coalesce(
        (select s.plan from data.tenant_subscriptions as s where s.tenant_id = p_tenant_id),
        (select d.plan from data.plans as d where d.is_default)
    );
$$;

comment on function private.plan_of is 'The plan that a business has.';

grant execute on function private.plan_of to holdfast_api;
