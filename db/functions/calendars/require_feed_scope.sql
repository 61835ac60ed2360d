-- Refuses a feed of what its maker may not see: staff make one of themselves, owners and managers
-- of any resource and location.
--
-- Fails with  KF001  forbidden
--             KN005  resource-not-found
--             KN006  location-not-found
--             KV571  feed-of-one-thing

create function private.require_feed_scope(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_location_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if num_nonnulls(p_resource_id, p_location_id) <> 1 then
        raise exception using
            errcode = 'KV571',
            message = 'A feed is of a resource or of a location.',
            column = 'resource_id';
    end if;

    if p_location_id is not null then
        perform private.require_role('owner', 'manager');
        perform private.require_location(p_tenant_id, p_location_id, false);
    else
        perform private.require_resource(p_tenant_id, p_resource_id, false);
        perform private.require_own_calendar(p_tenant_id, p_resource_id);
    end if;
end;
$$;

comment on function private.require_feed_scope is
    'Raise unless the caller may have a feed of that.';

grant execute on function private.require_feed_scope to holdfast_api;
