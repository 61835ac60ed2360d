-- GET /v1/closures
--
-- What touches the dates that are asked for, local to each location.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_closures(
    p_tenant_id uuid,
    p_location_id uuid default null,
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
        'item', private.closure_json(c),
        'keys', jsonb_build_array(c.starts_at, c.closure_id)
    ) order by c.starts_at, c.closure_id)
    into v_rows
    from (
        select k.*
        from data.closures as k
        join data.locations as l
            on l.tenant_id = p_tenant_id and l.location_id = k.location_id
        where
            k.tenant_id = p_tenant_id
            and (p_location_id is null or k.location_id = p_location_id)
            and (p_from is null or k.ends_at > p_from::timestamp at time zone l.time_zone)
            and (p_to is null or k.starts_at < (p_to + 1)::timestamp at time zone l.time_zone)
            and (
                v_after is null
                or (k.starts_at, k.closure_id) > (v_after[1]::timestamptz, v_after[2]::uuid)
            )
        order by k.starts_at, k.closure_id
        limit p_limit + 1
    ) as c;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_closures is
    'Closures in order of time, of one location or of all.

Answers a page of closure.';

alter function api.list_closures owner to holdfast_api;
grant execute on function api.list_closures to holdfast_web, holdfast_person;
