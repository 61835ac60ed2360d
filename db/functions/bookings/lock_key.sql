-- The advisory lock of one resource's calendar. Two calendars that share a key by chance wait for
-- each other now and then, and nothing else.

create function private.lock_key(p_tenant_id uuid, p_resource_id uuid) returns bigint
    language sql immutable parallel safe
    return uuid_hash_extended(p_resource_id, uuid_hash_extended(p_tenant_id, 0));

comment on function private.lock_key is 'The advisory lock of a calendar.';

grant execute on function private.lock_key to holdfast_api;
