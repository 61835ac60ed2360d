-- Which page of Stripe's is closed, since an owner wants to subscribe to something else.

create function private.subscription_close_details(p_delivery data.deliveries) returns jsonb
    language sql immutable parallel safe
    return jsonb_build_object(
        'session_id', p_delivery.data -> 'session_id', 'account_id', null
    );

comment on function private.subscription_close_details is 'Which page of Stripe''s is closed.';

grant execute on function private.subscription_close_details to holdfast_api;
