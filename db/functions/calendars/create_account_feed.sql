-- POST /v1/me/feeds
--
-- The token is made by the application, and only its hash is kept.
--
-- Fails with  KA001  not-signed-in
--             KC571  too-many-feeds
--             KF030  email-not-verified

create function api.create_account_feed(p_tenant_id uuid, p_token text default null)
returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_feed data.account_feeds;
begin
    perform private.verified_email();

    if (
        select count(*)
        from data.account_feeds as f
        where f.user_id = private.current_user_id()
    ) >= 10 then
        raise exception using
            errcode = 'KC571',
            message = 'Ten feeds are the most. Remove one first.';
    end if;

    insert into data.account_feeds (user_id, token_hash)
    values (private.current_user_id(), private.token_hash(p_token))
    returning * into v_feed;

    return private.account_feed_json(v_feed, p_token);
end;
$$;

comment on function api.create_account_feed is
    'Make a feed of your bookings, in every business: a calendar that other programs show.

Whoever has its path reads it, so that is said once.

Answers account_feed.';

alter function api.create_account_feed owner to holdfast_api;
grant execute on function api.create_account_feed to holdfast_web;
