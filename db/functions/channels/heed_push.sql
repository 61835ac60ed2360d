-- What a delivery to browsers has shown of them: those that are gone go, and those that would not
-- have it three times in a row. {"told": […], "gone": […], "refused": […]}, their ids.

create function private.heed_push(p_delivery data.deliveries) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_response constant jsonb := (
        select d.response
        from data.deliveries as d
        where d.tenant_id = p_delivery.tenant_id and d.delivery_id = p_delivery.delivery_id
    );
begin
    update data.push_subscriptions
    set last_used_at = now(), refusals = 0
    where
        tenant_id = p_delivery.tenant_id
        and subscription_id in (
            select id::uuid from jsonb_array_elements_text(v_response -> 'told') as id
        );

    update data.push_subscriptions
    set refusals = refusals + 1
    where
        tenant_id = p_delivery.tenant_id
        and subscription_id in (
            select id::uuid from jsonb_array_elements_text(v_response -> 'refused') as id
        );

    delete from data.push_subscriptions
    where
        tenant_id = p_delivery.tenant_id
        and (
            v_response -> 'gone' ? subscription_id::text
            or refusals >= 3 and v_response -> 'refused' ? subscription_id::text
        );
end;
$$;

comment on function private.heed_push is 'Heed what a delivery has shown of browsers.';

grant execute on function private.heed_push to holdfast_api;
