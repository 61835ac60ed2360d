-- GET /v1/calendars
--
-- Staff see their own; owners and managers see all.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_calendars(
    p_tenant_id uuid,
    p_resource_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_sees_all constant boolean := private.has_role('{owner,manager}');
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.calendar_json(c),
        'keys', jsonb_build_array(c.calendar_id)
    ) order by c.calendar_id)
    into v_rows
    from (
        select k.*
        from data.calendars as k
        where
            k.tenant_id = p_tenant_id
            and (p_resource_id is null or k.resource_id = p_resource_id)
            and (v_after is null or k.calendar_id > v_after[1]::uuid)
            and (v_sees_all or k.resource_id in (
                select r.resource_id
                from data.resources as r
                where r.tenant_id = p_tenant_id and r.user_id = private.current_user_id()
            ))
        order by k.calendar_id
        limit p_limit + 1
    ) as c;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_calendars is
    'Outside calendars, and how reading them goes: your own, or all for owners and managers.

Answers a page of calendar.';

alter function api.list_calendars owner to holdfast_api;
grant execute on function api.list_calendars to holdfast_web, holdfast_person;
