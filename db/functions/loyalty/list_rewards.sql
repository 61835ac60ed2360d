-- GET /v1/tenants/{slug}/rewards
-- GET /v1/rewards
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_rewards(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_as_guest constant boolean := private.is_guest();
    v_rows jsonb;
begin
    if not v_as_guest then
        perform private.require_staff();
    end if;

    select jsonb_agg(jsonb_build_object(
        'item', private.reward_json(r),
        'keys', jsonb_build_array(r.points, r.reward_id)
    ) order by r.points, r.reward_id)
    into v_rows
    from (
        select k.*
        from data.rewards as k
        where
            k.tenant_id = p_tenant_id
            and k.archived_at is null
            and (k.is_public or not v_as_guest)
            and (
                v_after is null
                or (k.points, k.reward_id) > (v_after[1]::integer, v_after[2]::uuid)
            )
        order by k.points, k.reward_id
        limit p_limit + 1
    ) as r;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_rewards is
    'What points buy, those for the fewest first: what the public may see, or all for staff.

Answers a page of reward.';

alter function api.list_rewards owner to holdfast_api;
grant execute on function api.list_rewards to holdfast_web, holdfast_person;
