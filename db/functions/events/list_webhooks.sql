-- GET /v1/webhooks
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_webhooks(
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
        'item', private.webhook_json(w),
        'keys', jsonb_build_array(w.endpoint_id)
    ) order by w.endpoint_id)
    into v_rows
    from (
        select e.*
        from data.endpoints as e
        where
            e.tenant_id = p_tenant_id
            and (v_after is null or e.endpoint_id > v_after[1]::uuid)
        order by e.endpoint_id
        limit p_limit + 1
    ) as w;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_webhooks is
    'The webhooks of the business.

Answers a page of webhook.';

alter function api.list_webhooks owner to holdfast_api;
grant execute on function api.list_webhooks to holdfast_web, holdfast_person;
