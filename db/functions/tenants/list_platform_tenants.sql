-- GET /v1/platform/tenants
--
-- The directory and nothing else: what is inside a business is seen by acting for it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_platform_tenants(
    p_tenant_id uuid,
    p_q data.short_text default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 2);
    v_rows jsonb;
begin
    perform private.require_platform_admin();

    select jsonb_agg(jsonb_build_object(
        'item', private.platform_tenant_json(b),
        'keys', jsonb_build_array(b.name, b.tenant_id)
    ) order by b.name, b.tenant_id)
    into v_rows
    from (
        select d.*
        from data.directory as d
        where
            (
                p_q is null
                or strpos(lower(d.name), lower(p_q)) > 0
                or strpos(d.slug, lower(p_q)) > 0
            )
            and (v_after is null or (d.name, d.tenant_id) > (v_after[1], v_after[2]::uuid))
        order by d.name, d.tenant_id
        limit p_limit + 1
    ) as b;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_platform_tenants is
    'Every business, by name, also those that are suspended.

For platform admins. With q only those whose name has it in it, here or in URLs.

Answers a page of platform_tenant.';

alter function api.list_platform_tenants owner to holdfast_api;
grant execute on function api.list_platform_tenants to holdfast_web;
