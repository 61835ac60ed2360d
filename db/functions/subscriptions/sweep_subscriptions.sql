-- Writes to the owners of one business what is due. What is older than three days is no reminder
-- any more, and what was due before there was anything to remind of never was one.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_subscriptions(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions;
begin
    perform private.require_role('worker');

    select *
    into v_subscription
    from data.tenant_subscriptions
    where tenant_id = p_tenant_id
    for no key update;

    perform private.write_about_plan(v_subscription, r.kind, r.due_at)
    from private.subscription_reminders(v_subscription) as r
    where
        r.due_at between now() - interval '3 days' and now()
        and r.due_at >= v_subscription.created_at
    order by r.due_at;

    update data.tenant_subscriptions
    set remind_at = private.remind_at(v_subscription)
    where tenant_id = p_tenant_id;
end;
$$;

comment on function api.sweep_subscriptions is
    'Remind the owners of a business of what they subscribe to.

Answers nothing.';

alter function api.sweep_subscriptions owner to holdfast_api;
grant execute on function api.sweep_subscriptions to holdfast_worker;
