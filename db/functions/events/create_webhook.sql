-- POST /v1/webhooks
--
-- The application makes the secret and encrypts it, and shows what it has made: here nobody can
-- read it.
--
-- Fails with  KA001  not-signed-in
--             KC521  too-many-webhooks
--             KF001  forbidden
--             KV003  idempotency-mismatch
--             KV520  webhook-url-insecure
--             KV521  event-filter-invalid
--             KV522  url-not-public

create function api.create_webhook(
    p_tenant_id uuid,
    p_url data.webhook_url,
    p_description data.long_text default null,
    p_events jsonb default '["*"]',
    p_max_in_flight data.parallel_count default 5,
    p_secret text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_endpoint data.endpoints;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_webhook_url(p_url);
    perform private.require_few_webhooks(p_tenant_id);

    insert into data.endpoints (
        tenant_id, url, description, events, max_in_flight, secret, created_by
    )
    values (
        p_tenant_id, p_url, p_description, private.event_filter(p_events), p_max_in_flight,
        p_secret, private.current_user_id()
    )
    returning * into v_endpoint;

    return private.remember(
        p_tenant_id, 'staff', private.webhook_json(v_endpoint, v_endpoint.secret)
    );
end;
$$;

comment on function api.create_webhook is
    'Be told of what happens.

Every event from now on that fits is posted to the URL, signed by Standard Webhooks with the secret
in this answer, which is not shown again. What happened before, `GET /v1/events` has.

Answers webhook.';

alter function api.create_webhook owner to holdfast_api;
grant execute on function api.create_webhook to holdfast_web;
