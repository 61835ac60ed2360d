-- GET /v1/tenants/{slug}/resources
-- GET /v1/resources
--
-- Guests see what is public; staff see everything that is not archived.
--
-- Fails with  KV002  cursor-unreadable

create function api.list_resources(
    p_tenant_id uuid,
    p_kind data.resource_kind default null,
    p_location_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_as_customer constant boolean := not private.is_staff();
    v_rows jsonb;
begin
    select jsonb_agg(jsonb_build_object(
        'item', private.resource_json(r, v_as_customer),
        'keys', jsonb_build_array(r.resource_id)
    ) order by r.resource_id)
    into v_rows
    from (
        select k.*
        from data.resources as k
        where
            k.tenant_id = p_tenant_id
            and k.archived_at is null
            and (k.is_public or not v_as_customer)
            and (p_kind is null or k.kind = p_kind)
            and (p_location_id is null or k.location_id = p_location_id)
            and (v_after is null or k.resource_id > v_after[1]::uuid)
        order by k.resource_id
        limit p_limit + 1
    ) as r;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_resources is
    'People, rooms, machines and tables.

Answers a page of resource.';

alter function api.list_resources owner to holdfast_api;
grant execute on function api.list_resources to holdfast_web, holdfast_person;
