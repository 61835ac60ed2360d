-- The one shape a customer's feed has outside the database. With its token while that is known:
-- when it is made.

create function private.account_feed_json(
    p_feed data.account_feeds,
    p_token text default null
) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_feed).feed_id,
        '/v1/feeds/' || p_token || '.ics',
        private.utc((p_feed).created_at)
    )::api.account_feed);

comment on function private.account_feed_json is 'A customer''s feed as clients see it.';

grant execute on function private.account_feed_json to holdfast_api;
