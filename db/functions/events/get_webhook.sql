-- GET /v1/webhooks/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found

create function api.get_webhook(p_tenant_id uuid, p_webhook_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    return private.webhook_json(private.require_webhook(p_tenant_id, p_webhook_id, false));
end;
$$;

comment on function api.get_webhook is
    'One webhook, and how it is going.

Answers webhook.';

alter function api.get_webhook owner to holdfast_api;
grant execute on function api.get_webhook to holdfast_web, holdfast_person;
