-- GET /v1/shifts
--
-- Dates are those that the shifts count for, local to each resource's location.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_shifts(
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
        'item', private.shift_json(s),
        'keys', jsonb_build_array(s.starts_at, s.shift_id)
    ) order by s.starts_at, s.shift_id)
    into v_rows
    from (
        select k.*
        from data.shifts as k
        where
            k.tenant_id = p_tenant_id
            and (p_resource_id is null or k.resource_id = p_resource_id)
            and (p_from is null or k.on_date >= p_from)
            and (p_to is null or k.on_date <= p_to)
            and (
                v_after is null
                or (k.starts_at, k.shift_id) > (v_after[1]::timestamptz, v_after[2]::uuid)
            )
        order by k.starts_at, k.shift_id
        limit p_limit + 1
    ) as s;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_shifts is
    'Shifts in order of time, of one resource or of all.

Answers a page of shift.';

alter function api.list_shifts owner to holdfast_api;
grant execute on function api.list_shifts to holdfast_web, holdfast_person;
