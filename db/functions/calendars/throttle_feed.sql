-- Takes from the bucket of a feed: programs look every few minutes, and there may be several of
-- them, but not one that does nothing else.
--
-- Fails with  KL002  too-many-attempts

create function private.throttle_feed() returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.take_from_bucket(
        private.bucket_key('feed', private.current_claims() ->> 'feed_hash'), 30, 1.0 / 10
    );
end;
$$;

comment on function private.throttle_feed is
    'Take a token from the bucket of a feed, or refuse.';

grant execute on function private.throttle_feed to holdfast_api;
