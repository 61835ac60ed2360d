-- GET /v1/acting
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_acting(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_role('owner');

    select jsonb_agg(jsonb_build_object(
        'item', private.acting_json(a),
        'keys', jsonb_build_array(a.acting_id)
    ) order by a.acting_id desc)
    into v_rows
    from (
        select k.*
        from data.acting as k
        where
            k.tenant_id = p_tenant_id
            and (v_after is null or k.acting_id < v_after[1]::uuid)
        order by k.acting_id desc
        limit p_limit + 1
    ) as a;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_acting is
    'When platform admins acted for the business, and why; the latest first.

Answers a page of acting.';

alter function api.list_acting owner to holdfast_api;
grant execute on function api.list_acting to holdfast_web, holdfast_person;
