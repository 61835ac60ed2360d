-- Says that there is no such feed, or none any more.
--
-- Fails with  KN571  feed-not-found

create function private.refuse_feed() returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    raise exception using
        errcode = 'KN571',
        message = 'There is no such feed.';
end;
$$;

comment on function private.refuse_feed is 'Raise that there is no such feed.';

grant execute on function private.refuse_feed to holdfast_api;
