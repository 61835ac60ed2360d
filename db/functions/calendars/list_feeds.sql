-- GET /v1/feeds
--
-- Staff see their own; owners and managers see all.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_feeds(
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
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.feed_json(f),
        'keys', jsonb_build_array(f.feed_id)
    ) order by f.feed_id)
    into v_rows
    from (
        select k.*
        from data.feeds as k
        where k.tenant_id = p_tenant_id and (v_after is null or k.feed_id > v_after[1]::uuid)
        order by k.feed_id
        limit p_limit + 1
    ) as f;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_feeds is
    'Feeds of what is booked: your own, or all for owners and managers.

Answers a page of feed.';

alter function api.list_feeds owner to holdfast_api;
grant execute on function api.list_feeds to holdfast_web, holdfast_person;
