-- A subscription without the change that Stripe is asked for, if that has come about. What ended
-- needs no change any more. That nothing is to end does not tell that it was resumed: what was
-- asked before may still be on its way (private.heed_subscription_change).

create function private.without_change_made(p_subscription data.tenant_subscriptions)
returns data.tenant_subscriptions
    language plpgsql immutable
    set search_path = ''
as $$
declare
    v_subscription data.tenant_subscriptions := p_subscription;
begin
    if
        p_subscription.change_kind = 'change'
        and p_subscription.price_id = p_subscription.change_price_id
        or p_subscription.change_kind = 'cancel' and p_subscription.cancel_at is not null
        or not private.is_running(p_subscription.status)
    then
        v_subscription.change_id := null;
        v_subscription.change_kind := null;
        v_subscription.change_price_id := null;
        v_subscription.change_error := null;
    end if;

    return v_subscription;
end;
$$;

comment on function private.without_change_made is
    'A subscription without the change that has come about.';

grant execute on function private.without_change_made to holdfast_api;
