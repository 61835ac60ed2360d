-- GET /v1/plans

create function api.list_plans(p_tenant_id uuid) returns jsonb
    language sql stable security definer
    set search_path = ''
as $$
    select private.page_json(coalesce(jsonb_agg(jsonb_build_object(
        'item', private.plan_json(p), 'keys', '[]'::jsonb
    ) order by p.sort, p.plan), '[]'), 200)
    from data.plans as p
    where p.is_public and p.archived_at is null;
$$;

comment on function api.list_plans is
    'What businesses can subscribe to.

Answers a page of plan.';

alter function api.list_plans owner to holdfast_api;
grant execute on function api.list_plans to holdfast_web;
