-- Which subscription ends, since it was made twice.

create function private.subscription_end_details(p_delivery data.deliveries) returns jsonb
    language sql immutable parallel safe
    return jsonb_build_object(
        'subscription', p_delivery.data -> 'stripe_id',
        'idempotency_key', 'subscription:end:' || (p_delivery.data ->> 'stripe_id')
    );

comment on function private.subscription_end_details is 'Which subscription ends.';

grant execute on function private.subscription_end_details to holdfast_api;
