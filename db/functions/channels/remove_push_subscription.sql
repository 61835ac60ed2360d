-- A browser takes no notices for somebody any more.
--
-- Fails with  KN540  push-subscription-not-found

create function private.remove_push_subscription(
    p_whose data.push_subscriptions,
    p_subscription_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    delete from data.push_subscriptions
    where
        tenant_id = p_whose.tenant_id
        and subscription_id in (
            select s.subscription_id
            from private.push_subscriptions_of(p_whose) as s
            where s.subscription_id = p_subscription_id
        );

    if not found then
        raise exception using
            errcode = 'KN540',
            message = 'There is no such browser.';
    end if;
end;
$$;

comment on function private.remove_push_subscription is 'End that a browser takes notices.';

grant execute on function private.remove_push_subscription to holdfast_api;
