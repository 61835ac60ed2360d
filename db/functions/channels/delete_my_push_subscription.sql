-- DELETE /v1/me/push-subscriptions/{id}
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN540  push-subscription-not-found

create function api.delete_my_push_subscription(p_tenant_id uuid, p_subscription_id uuid)
returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_whose data.push_subscriptions;
    v_business private.my_business;
begin
    foreach v_business in array private.my_businesses() loop
        v_whose.tenant_id := v_business.tenant_id;
        v_whose.customer_id := private.visit_business(v_business);

        if exists (
            select
            from private.push_subscriptions_of(v_whose) as s
            where s.subscription_id = p_subscription_id
        ) then
            exit;
        end if;
    end loop;

    -- If it was nowhere, that is what this says.
    perform private.remove_push_subscription(v_whose, p_subscription_id);
end;
$$;

comment on function api.delete_my_push_subscription is
    'Have a browser of yours told of your bookings no more.

Answers nothing.';

alter function api.delete_my_push_subscription owner to holdfast_api;
grant execute on function api.delete_my_push_subscription to holdfast_web, holdfast_person;
