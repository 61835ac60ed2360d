-- POST /v1/subscription/resume
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC161  no-subscription
--             KV003  idempotency-mismatch

create function api.resume_subscription(p_tenant_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_subscription data.tenant_subscriptions;
begin
    perform private.require_role('owner');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_subscription := private.require_subscription(p_tenant_id);

    if v_subscription.cancel_at is not null or v_subscription.change_kind = 'cancel' then
        perform private.ask_for_change(v_subscription, 'resume', null);
    end if;

    return private.remember(p_tenant_id, 'staff', private.subscription_json(p_tenant_id));
end;
$$;

comment on function api.resume_subscription is
    'Have a subscription go on that was to end.

For owners.

Answers subscription.';

alter function api.resume_subscription owner to holdfast_api;
grant execute on function api.resume_subscription to holdfast_web;
