-- GET /v1/locations/{id}/hours
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV002  cursor-unreadable

create function api.list_location_hours(
    p_tenant_id uuid,
    p_location_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 3);
    v_rows jsonb;
begin
    perform private.require_staff();
    perform private.require_location(p_tenant_id, p_location_id, false);

    select jsonb_agg(jsonb_build_object(
        'item', private.location_hours_json(h),
        'keys', jsonb_build_array(h.weekday, h.opens_at, h.hours_id)
    ) order by h.weekday, h.opens_at, h.hours_id)
    into v_rows
    from (
        select k.*
        from data.location_hours as k
        where
            k.tenant_id = p_tenant_id
            and k.location_id = p_location_id
            and (
                v_after is null
                or (k.weekday, k.opens_at, k.hours_id)
                > (v_after[1]::integer, v_after[2]::time, v_after[3]::uuid)
            )
        order by k.weekday, k.opens_at, k.hours_id
        limit p_limit + 1
    ) as h;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_location_hours is
    'The weekly opening hours of a location, from Monday on.

Answers a page of location_hours.';

alter function api.list_location_hours owner to holdfast_api;
grant execute on function api.list_location_hours to holdfast_web, holdfast_person;
