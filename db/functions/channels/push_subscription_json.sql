-- The one shape a browser that takes notices has outside the database. Where it is reached, and its
-- keys, are shown to nobody.

create function private.push_subscription_json(p_subscription data.push_subscriptions)
returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_subscription).subscription_id,
        (p_subscription).user_agent,
        private.utc((p_subscription).created_at),
        private.utc((p_subscription).last_used_at)
    )::api.push_subscription);

comment on function private.push_subscription_json is 'A browser as clients see it.';

grant execute on function private.push_subscription_json to holdfast_api;
