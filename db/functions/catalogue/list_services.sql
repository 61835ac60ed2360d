-- GET /v1/tenants/{slug}/services
-- GET /v1/services
--
-- One list for two readers: customers see what is public, and of that who leads it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_services(
    p_tenant_id uuid,
    p_category text default null,
    p_archived boolean default false,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 3);
    v_as_guest constant boolean := private.is_guest();
    v_rows jsonb;
begin
    if p_archived or not v_as_guest then
        perform private.require_staff();
    end if;

    select jsonb_agg(jsonb_build_object(
        'item', private.service_json(s),
        'keys', jsonb_build_array(coalesce(s.category::text, ''), s.name, s.service_id)
    ) order by coalesce(s.category::text, ''), s.name, s.service_id)
    into v_rows
    from (
        select k.*
        from data.services as k
        where
            k.tenant_id = p_tenant_id
            and (k.archived_at is not null) = p_archived
            and (k.is_public or not v_as_guest)
            and (p_category is null or k.category = p_category)
            and (
                v_after is null
                or (coalesce(k.category::text, ''), k.name, k.service_id)
                > (v_after[1], v_after[2], v_after[3]::uuid)
            )
        order by coalesce(k.category::text, ''), k.name, k.service_id
        limit p_limit + 1
    ) as s;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_services is
    'What can be booked, by category and name: what the public may see, or all for staff.

Services of no category come first. With archived, for staff, those that were deleted.

Answers a page of service.';

alter function api.list_services owner to holdfast_api;
grant execute on function api.list_services to holdfast_web, holdfast_person;
