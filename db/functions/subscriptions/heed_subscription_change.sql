-- What Stripe answered when it was asked to change a subscription. What it did, its events say;
-- what it refuses for good, owners are told.

create function private.heed_subscription_change(p_delivery data.deliveries, p_outcome text)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_outcome = 'delivered' then
        update data.tenant_subscriptions
        set change_id = null, change_kind = null, change_error = null, updated_at = now()
        where
            tenant_id = p_delivery.tenant_id
            and change_id = (p_delivery.data ->> 'change_id')::uuid
            and change_kind = 'resume';
    end if;

    if p_outcome <> 'gone' then
        return;
    end if;

    update data.tenant_subscriptions as s
    set change_error = coalesce(d.last_error, 'Stripe refused it.'), updated_at = now()
    from data.deliveries as d
    where
        d.tenant_id = p_delivery.tenant_id
        and d.delivery_id = p_delivery.delivery_id
        and s.tenant_id = p_delivery.tenant_id
        and s.change_id = (p_delivery.data ->> 'change_id')::uuid;
end;
$$;

comment on function private.heed_subscription_change is
    'Heed what Stripe answered when it was asked to change a subscription.';

grant execute on function private.heed_subscription_change to holdfast_api;
