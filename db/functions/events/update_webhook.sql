-- PATCH /v1/webhooks/{id}
--
-- What is to be delivered already goes to the new URL.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN520  webhook-not-found
--             KV520  webhook-url-insecure
--             KV521  event-filter-invalid
--             KV522  url-not-public

create function api.update_webhook(
    p_tenant_id uuid,
    p_webhook_id uuid,
    p_url data.webhook_url default null,
    p_description data.long_text default null,
    p_events jsonb default null,
    p_max_in_flight data.parallel_count default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_endpoint data.endpoints;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.require_webhook(p_tenant_id, p_webhook_id, true);
    perform private.require_webhook_url(p_url);

    update data.endpoints
    set
        url = private.patched(p_clear, 'url', p_url, url),
        description = private.patched(p_clear, 'description', p_description, description),
        events = private.patched(p_clear, 'events', private.event_filter(p_events), events),
        max_in_flight = private.patched(
            p_clear, 'max_in_flight', p_max_in_flight, max_in_flight
        ),
        updated_at = now()
    where tenant_id = p_tenant_id and endpoint_id = p_webhook_id
    returning * into v_endpoint;

    return private.webhook_json(v_endpoint);
end;
$$;

comment on function api.update_webhook is
    'Change where a webhook is, and what it is told of.

Answers webhook.';

alter function api.update_webhook owner to holdfast_api;
grant execute on function api.update_webhook to holdfast_web, holdfast_person;
