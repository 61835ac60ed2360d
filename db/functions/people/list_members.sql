-- GET /v1/members
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_members(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_members data.members[];
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    v_members := array(
        select m
        from data.members as m
        where
            m.tenant_id = p_tenant_id
            and (
                v_after is null
                or (m.created_at, m.user_id) > (v_after[1]::timestamptz, v_after[2]::uuid)
            )
        order by m.created_at, m.user_id
        limit p_limit + 1
    );
    perform private.see_users(array(select (m).user_id from unnest(v_members) as m));

    select jsonb_agg(jsonb_build_object(
        'item', private.member_json(m),
        'keys', jsonb_build_array(m.created_at, m.user_id)
    ) order by m.created_at, m.user_id)
    into v_rows
    from unnest(v_members) as m;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_members is
    'Everybody who works for the business, the first first.

Answers a page of member.';

alter function api.list_members owner to holdfast_api;
grant execute on function api.list_members to holdfast_web, holdfast_person;
