-- The one shape a feed has outside the database. With its token while that is known: when it is
-- made.

create function private.feed_json(p_feed data.feeds, p_token text default null) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_feed).feed_id,
        (p_feed).resource_id,
        (p_feed).location_id,
        (p_feed).user_id,
        '/v1/feeds/' || p_token || '.ics',
        private.utc((p_feed).created_at)
    )::api.feed);

comment on function private.feed_json is 'A feed as clients see it.';

grant execute on function private.feed_json to holdfast_api;
