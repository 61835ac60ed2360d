-- GET /v1/push-subscriptions
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.list_push_subscriptions(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.push_subscriptions_page(private.my_browsers(p_tenant_id));
end;
$$;

comment on function api.list_push_subscriptions is
    'Your browsers that are told of what concerns you at work.

Answers a page of push_subscription.';

alter function api.list_push_subscriptions owner to holdfast_api;
grant execute on function api.list_push_subscriptions to holdfast_web, holdfast_person;
