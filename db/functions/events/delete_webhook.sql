-- DELETE /v1/webhooks/{id}
--
-- What it has not been told yet is discarded, also if somebody is at it; what it was told stays in
-- deliveries.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found

create function api.delete_webhook(p_tenant_id uuid, p_webhook_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.require_webhook(p_tenant_id, p_webhook_id, true);

    update data.deliveries
    set status = 'discarded', settled_at = now(), worker_id = null
    where
        tenant_id = p_tenant_id
        and channel = 'webhook'
        and target_id = p_webhook_id
        and status = 'pending';

    delete from data.endpoints
    where tenant_id = p_tenant_id and endpoint_id = p_webhook_id;
end;
$$;

comment on function api.delete_webhook is
    'Be told no more.

Answers nothing.';

alter function api.delete_webhook owner to holdfast_api;
grant execute on function api.delete_webhook to holdfast_web, holdfast_person;
