-- DELETE /v1/me/feeds/{id}
--
-- Fails with  KA001  not-signed-in
--             KN571  feed-not-found

create function api.delete_account_feed(p_tenant_id uuid, p_feed_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_user();

    delete from data.account_feeds
    where feed_id = p_feed_id;

    if not found then
        perform private.refuse_feed();
    end if;
end;
$$;

comment on function api.delete_account_feed is
    'Remove a feed of your bookings: whoever has its path reads nothing any more.

Answers nothing.';

alter function api.delete_account_feed owner to holdfast_api;
grant execute on function api.delete_account_feed to holdfast_web, holdfast_person;
