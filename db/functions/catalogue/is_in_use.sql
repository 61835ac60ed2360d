-- Whether visits that are not over occupy a resource, in a seat above p_above. A hold that has
-- lapsed occupies nothing.

create function private.is_in_use(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_above integer default 0
) returns boolean
    language sql stable parallel safe
    return exists (
        select
        from data.allocations as a
        where
            a.tenant_id = p_tenant_id
            and a.resource_id = p_resource_id
            and a.active
            and a.seat > p_above
            -- No allocation is longer.
            and a.starts_at > now() - interval '32 hours'
            and a.ends_at > now()
            and (a.hold_expires_at is null or a.hold_expires_at > now())
    );

comment on function private.is_in_use is 'Whether a resource has visits to come.';

grant execute on function private.is_in_use to holdfast_api;
