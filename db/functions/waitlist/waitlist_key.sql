-- The advisory lock of a business's waitlist. Whoever frees time while nobody waits shares it with
-- others like them. Whoever joins, and whoever frees time while somebody waits, has it alone: so
-- nobody begins to wait unseen while what they wait for becomes free, and offers are made one after
-- another, to the best of those who wait.

create function private.waitlist_key(p_tenant_id uuid) returns bigint
    language sql immutable parallel safe
    return private.lock_key(p_tenant_id, p_tenant_id);

comment on function private.waitlist_key is 'The advisory lock of a waitlist.';

grant execute on function private.waitlist_key to holdfast_api;
