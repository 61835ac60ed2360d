-- A page of what an audience is told after an event, up to another (private.live_until).

create function private.live_page_json(
    p_tenant_id uuid,
    p_audience text,
    p_after bigint,
    p_until bigint,
    p_items jsonb
) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        p_tenant_id,
        p_audience,
        coalesce(p_until, private.published_until(p_tenant_id)),
        p_until is null and p_after is not null,
        coalesce(p_items, '[]')
    )::api.live_page);
$$;

comment on function private.live_page_json is 'A page of what an audience is told.';

grant execute on function private.live_page_json to holdfast_api;
