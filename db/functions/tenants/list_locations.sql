-- GET /v1/locations
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_locations(
    p_tenant_id uuid,
    p_archived boolean default false,
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
        'item', private.location_json(l),
        'keys', jsonb_build_array(l.location_id)
    ) order by l.location_id)
    into v_rows
    from (
        select k.*
        from data.locations as k
        where
            k.tenant_id = p_tenant_id
            and (k.archived_at is not null) = p_archived
            and (v_after is null or k.location_id > v_after[1]::uuid)
        order by k.location_id
        limit p_limit + 1
    ) as l;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_locations is
    'Where the business is; with archived, where it was.

Answers a page of location.';

alter function api.list_locations owner to holdfast_api;
grant execute on function api.list_locations to holdfast_web, holdfast_person;
