-- GET /v1/tenants/{slug}/resources
-- GET /v1/resources
--
-- One list for two readers: customers see what is public, and of that not everything.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_resources(
    p_tenant_id uuid,
    p_kind data.resource_kind default null,
    p_location_id uuid default null,
    p_archived boolean default false,
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
    if p_archived or not v_as_guest then
        perform private.require_staff();
    end if;

    select jsonb_agg(jsonb_build_object(
        'item', private.resource_json(r),
        'keys', jsonb_build_array(r.name, r.resource_id)
    ) order by r.name, r.resource_id)
    into v_rows
    from (
        select k.*
        from data.resources as k
        where
            k.tenant_id = p_tenant_id
            and (k.archived_at is not null) = p_archived
            and (k.is_public or not v_as_guest)
            and (p_kind is null or k.kind = p_kind)
            and (p_location_id is null or k.location_id = p_location_id)
            and (v_after is null or (k.name, k.resource_id) > (v_after[1], v_after[2]::uuid))
        order by k.name, k.resource_id
        limit p_limit + 1
    ) as r;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_resources is
    'People, rooms, equipment and tables, by name: those that the public may see, or all for staff.

With archived, for staff, those that were deleted.

Answers a page of resource.';

alter function api.list_resources owner to holdfast_api;
grant execute on function api.list_resources to holdfast_web, holdfast_person;
