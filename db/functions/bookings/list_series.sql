-- GET /v1/series
--
-- The newest first. Staff see those of which they lead a booking; owners and managers see all.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_series(
    p_tenant_id uuid,
    p_service_id uuid default null,
    p_customer_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_sees_all constant boolean := private.current_role_name() in ('owner', 'manager');
    v_rows jsonb;
begin
    perform private.require_staff();

    select jsonb_agg(jsonb_build_object(
        'item', private.series_summary_json(s),
        'keys', jsonb_build_array(s.series_id)
    ) order by s.series_id desc)
    into v_rows
    from (
        select k.*
        from data.series as k
        where
            k.tenant_id = p_tenant_id
            and (p_service_id is null or k.service_id = p_service_id)
            and (p_customer_id is null or k.customer_id = p_customer_id)
            and (v_after is null or k.series_id < v_after[1]::uuid)
            and (v_sees_all or exists (
                select
                from data.bookings as b
                where
                    b.tenant_id = p_tenant_id
                    and b.series_id = k.series_id
                    and private.leads(b)
            ))
        order by k.series_id desc
        limit p_limit + 1
    ) as s;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_series is
    'Series, the newest first: those of which you lead a booking, or all for owners and managers.

Answers a page of series_summary.';

alter function api.list_series owner to holdfast_api;
grant execute on function api.list_series to holdfast_web, holdfast_person;
