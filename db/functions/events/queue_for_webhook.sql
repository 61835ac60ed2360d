-- Has something sent to a webhook that somebody asked for; gives the delivery as they see it.

create function private.queue_for_webhook(
    p_tenant_id uuid,
    p_webhook_id uuid,
    p_order_key uuid,
    p_event_id uuid,
    p_kind text,
    p_data jsonb
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
begin
    perform private.queue_deliveries(p_tenant_id, array[row(
        'webhook', p_webhook_id, p_order_key, p_event_id, p_kind, p_data, null
    )::private.wanted]);

    select *
    into v_delivery
    from data.deliveries
    where tenant_id = p_tenant_id and channel = 'webhook' and target_id = p_webhook_id
    order by delivery_id desc
    limit 1;

    return private.webhook_delivery_json(v_delivery);
end;
$$;

comment on function private.queue_for_webhook is 'Have something sent to a webhook.';

grant execute on function private.queue_for_webhook to holdfast_api;
