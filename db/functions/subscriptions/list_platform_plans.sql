-- GET /v1/platform/plans
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.list_platform_plans(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_platform_admin();

    return (
        select private.page_json(coalesce(jsonb_agg(jsonb_build_object(
            'item', private.plan_json(p), 'keys', '[]'::jsonb
        ) order by p.sort, p.plan), '[]'), 200)
        from data.plans as p
    );
end;
$$;

comment on function api.list_platform_plans is
    'Every plan, also those that nobody can choose.

For platform admins.

Answers a page of plan.';

alter function api.list_platform_plans owner to holdfast_api;
grant execute on function api.list_platform_plans to holdfast_web;
