-- Disables a webhook that is not yet, for this reason. The trigger tg_endpoints_event says so to
-- whoever listens; the owners get a letter if it was not done by hand.

create function private.switch_webhook_off(p_tenant_id uuid, p_webhook_id uuid, p_reason text)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_endpoint data.endpoints;
begin
    update data.endpoints
    set disabled_at = now(), disabled_reason = p_reason, updated_at = now()
    where tenant_id = p_tenant_id and endpoint_id = p_webhook_id and disabled_at is null
    returning * into v_endpoint;

    if found and p_reason <> 'by_hand' then
        perform private.write_to_owners(p_tenant_id, 'webhook_disabled', jsonb_build_object(
            'url', v_endpoint.url, 'reason', p_reason
        ));
    end if;
end;
$$;

comment on function private.switch_webhook_off is 'Disable a webhook.';

grant execute on function private.switch_webhook_off to holdfast_api;
