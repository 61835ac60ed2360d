-- DELETE /v1/push-subscriptions/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN540  push-subscription-not-found

create function api.delete_push_subscription(p_tenant_id uuid, p_subscription_id uuid)
returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.remove_push_subscription(
        private.my_browsers(p_tenant_id), p_subscription_id
    );
end;
$$;

comment on function api.delete_push_subscription is
    'Have a browser of yours told no more.

Answers nothing.';

alter function api.delete_push_subscription owner to holdfast_api;
grant execute on function api.delete_push_subscription to holdfast_web, holdfast_person;
