-- GET /v1/subscription
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_subscription(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    return private.subscription_json(p_tenant_id);
end;
$$;

comment on function api.get_subscription is
    'What the business has of the platform: its plan, how much of it is used, and its bills.

For owners and managers.

Answers subscription.';

alter function api.get_subscription owner to holdfast_api;
grant execute on function api.get_subscription to holdfast_web;
