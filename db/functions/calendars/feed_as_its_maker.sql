-- The feed whose token the caller has, and from here on the transaction is its maker's. What they
-- may no longer see, it no longer shows.
--
-- Fails with  KL002  too-many-attempts
--             KN571  feed-not-found

create function private.feed_as_its_maker(p_tenant_id uuid) returns data.feeds
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_feed data.feeds;
    v_role text;
begin
    select *
    into v_feed
    from data.feeds
    where
        tenant_id = p_tenant_id
        and token_hash = private.current_claims() ->> 'feed_hash';

    if not found then
        perform private.refuse_feed();
    end if;

    perform private.throttle_feed();

    -- Members are seen by who is one.
    perform private.add_claims(jsonb_build_object('role', 'staff', 'sub', v_feed.user_id));

    select m.role
    into v_role
    from data.members as m
    where m.tenant_id = p_tenant_id and m.user_id = v_feed.user_id;

    if v_role is null then
        perform private.refuse_feed();
    end if;

    perform private.add_claims(jsonb_build_object('role', v_role));

    if v_role = 'staff' and not exists (
        select
        from data.resources as r
        where
            r.tenant_id = p_tenant_id
            and r.resource_id = v_feed.resource_id
            and r.user_id = v_feed.user_id
    ) then
        perform private.refuse_feed();
    end if;

    return v_feed;
end;
$$;

comment on function private.feed_as_its_maker is 'The feed whose token the caller has.';

grant execute on function private.feed_as_its_maker to holdfast_api;
