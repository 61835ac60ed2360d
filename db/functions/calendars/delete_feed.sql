-- DELETE /v1/feeds/{id}
--
-- Owners and managers remove anybody's, staff their own: others' are not there for them.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN571  feed-not-found

create function api.delete_feed(p_tenant_id uuid, p_feed_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();

    delete from data.feeds
    where tenant_id = p_tenant_id and feed_id = p_feed_id;

    if not found then
        perform private.refuse_feed();
    end if;
end;
$$;

comment on function api.delete_feed is
    'Remove a feed: whoever has its path reads nothing any more.

Answers nothing.';

alter function api.delete_feed owner to holdfast_api;
grant execute on function api.delete_feed to holdfast_web, holdfast_person;
