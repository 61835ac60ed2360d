-- GET /v1/time-off
--
-- What touches the dates that are asked for, local to each resource's location.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_time_off(
    p_tenant_id uuid,
    p_resource_id uuid default null,
    p_from data.local_date default null,
    p_to data.local_date default null,
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
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.time_off_json(o),
        'keys', jsonb_build_array(o.starts_at, o.time_off_id)
    ) order by o.starts_at, o.time_off_id)
    into v_rows
    from (
        select k.*
        from data.time_off as k
        join data.resources as r
            on r.tenant_id = p_tenant_id and r.resource_id = k.resource_id
        join data.locations as l
            on l.tenant_id = p_tenant_id and l.location_id = r.location_id
        where
            k.tenant_id = p_tenant_id
            and (p_resource_id is null or k.resource_id = p_resource_id)
            and (p_from is null or k.ends_at > p_from::timestamp at time zone l.time_zone)
            and (p_to is null or k.starts_at < (p_to + 1)::timestamp at time zone l.time_zone)
            and (
                v_after is null
                or (k.starts_at, k.time_off_id) > (v_after[1]::timestamptz, v_after[2]::uuid)
            )
        order by k.starts_at, k.time_off_id
        limit p_limit + 1
    ) as o;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_time_off is
    'Time off in order of time, of one resource or of all.

Answers a page of time_off.';

alter function api.list_time_off owner to holdfast_api;
grant execute on function api.list_time_off to holdfast_web, holdfast_person;
