-- GET /v1/me/push-subscriptions
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified

create function api.list_my_push_subscriptions(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_whose data.push_subscriptions;
    v_business private.my_business;
    v_claims jsonb := private.current_claims();
    v_items jsonb := '[]';
begin
    foreach v_business in array private.my_businesses() loop
        v_claims := v_business.claims;
        v_whose.tenant_id := v_business.tenant_id;
        v_whose.customer_id := private.visit_business(v_business);
        v_items := v_items || coalesce((
            select jsonb_agg(private.as_mine(item, v_business) order by item ->> 'id' desc)
            from jsonb_array_elements(
                private.push_subscriptions_page(v_whose) -> 'items'
            ) as item
        ), '[]');
    end loop;

    perform private.begin_claims(v_claims, false);

    return jsonb_build_object('items', v_items, 'next_cursor', null);
end;
$$;

comment on function api.list_my_push_subscriptions is
    'Your browsers that are told of your bookings, in every business.

Answers a page of my_push_subscription.';

alter function api.list_my_push_subscriptions owner to holdfast_api;
grant execute on function api.list_my_push_subscriptions to holdfast_web, holdfast_person;
