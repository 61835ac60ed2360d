-- GET /v1/months
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_months(
    p_tenant_id uuid,
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
    perform private.require_role('owner', 'manager');

    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(row(
            to_char(m.month, 'YYYY-MM'),
            private.utc(m.begins_at),
            private.utc(m.ends_at),
            private.utc(m.closed_at),
            m.closed_by
        )::api.month),
        'keys', jsonb_build_array(m.month)
    ) order by m.month desc)
    into v_rows
    from (
        select c.*
        from data.closed_months as c
        where
            c.tenant_id = p_tenant_id
            and (v_after is null or c.month < v_after[1]::date)
        order by c.month desc
        limit p_limit + 1
    ) as m;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_months is
    'The months that are closed, the last first.

Answers a page of month.';

alter function api.list_months owner to holdfast_api;
grant execute on function api.list_months to holdfast_web, holdfast_person;
