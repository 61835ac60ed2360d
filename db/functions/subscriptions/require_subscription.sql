-- The subscription of a business, locked, that runs with Stripe.
--
-- Fails with  KC161  no-subscription

create function private.require_subscription(p_tenant_id uuid) returns data.tenant_subscriptions
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions;
begin
    select *
    into v_subscription
    from data.tenant_subscriptions
    where tenant_id = p_tenant_id
    for no key update;

    if v_subscription.stripe_id is null or not private.is_running(v_subscription.status) then
        raise exception using
            errcode = 'KC161',
            message = 'You have not subscribed to a plan.';
    end if;

    return v_subscription;
end;
$$;

comment on function private.require_subscription is 'The subscription of a business, that runs.';

grant execute on function private.require_subscription to holdfast_api;
