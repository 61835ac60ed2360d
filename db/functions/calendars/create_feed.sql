-- POST /v1/feeds
--
-- Staff make one of what they lead; owners and managers of anybody, and of a location. The token is
-- made by the application, and only its hash is kept.
--
-- Fails with  KA001  not-signed-in
--             KC571  too-many-feeds
--             KF001  forbidden
--             KN005  resource-not-found
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV571  feed-of-one-thing

create function api.create_feed(
    p_tenant_id uuid,
    p_token text default null,
    p_resource_id uuid default null,
    p_location_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_feed data.feeds;
begin
    perform private.require_staff();
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_feed_scope(p_tenant_id, p_resource_id, p_location_id);

    if (
        select count(*)
        from data.feeds as f
        where f.tenant_id = p_tenant_id and f.user_id = private.current_user_id()
    ) >= 50 then
        raise exception using
            errcode = 'KC571',
            message = 'Fifty feeds are the most. Remove one first.';
    end if;

    insert into data.feeds (tenant_id, user_id, resource_id, location_id, token_hash)
    values (
        p_tenant_id, private.current_user_id(), p_resource_id, p_location_id,
        private.token_hash(p_token)
    )
    returning * into v_feed;

    return private.remember(p_tenant_id, 'staff', private.feed_json(v_feed, p_token));
end;
$$;

comment on function api.create_feed is
    'Make a feed of what is booked: a calendar of a resource or a location that other programs show.

Whoever has its path reads it, so that is said once. It goes on for as long as its maker may see
what is in it, and until it is removed.

Answers feed.';

alter function api.create_feed owner to holdfast_api;
grant execute on function api.create_feed to holdfast_web;
