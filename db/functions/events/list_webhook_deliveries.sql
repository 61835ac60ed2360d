-- GET /v1/webhooks/{id}/deliveries
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found
--             KV002  cursor-unreadable

create function api.list_webhook_deliveries(
    p_tenant_id uuid,
    p_webhook_id uuid,
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
    perform private.require_webhook(p_tenant_id, p_webhook_id, false);

    select jsonb_agg(jsonb_build_object(
        'item', private.webhook_delivery_json(d),
        'keys', jsonb_build_array(d.delivery_id)
    ) order by d.delivery_id desc)
    into v_rows
    from (
        select l.*
        from data.deliveries as l
        where
            l.tenant_id = p_tenant_id
            and l.channel = 'webhook'
            and l.target_id = p_webhook_id
            and (v_after is null or l.delivery_id < v_after[1]::uuid)
        order by l.delivery_id desc
        limit p_limit + 1
    ) as d;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_webhook_deliveries is
    'What was sent to a webhook, and what came of it, the newest first.

Answers a page of webhook_delivery.';

alter function api.list_webhook_deliveries owner to holdfast_api;
grant execute on function api.list_webhook_deliveries to holdfast_web, holdfast_person;
