-- The advisory lock of what a plan limits.

create function private.limit_key(p_tenant_id uuid, p_limit text) returns bigint
    language sql immutable parallel safe
    return uuid_hash_extended(p_tenant_id, hashtextextended(p_limit, 0));

comment on function private.limit_key is 'The advisory lock of what a plan limits.';

grant execute on function private.limit_key to holdfast_api;
