-- Whether a business takes new bookings.

create function private.is_active(p_tenant_id uuid) returns boolean
    language sql stable parallel safe
    return exists (
        select
        from data.tenants as t
        where t.tenant_id = p_tenant_id and t.status = 'active'
    ) and not private.is_lapsed(p_tenant_id);

comment on function private.is_active is 'Whether a business takes new bookings.';

grant execute on function private.is_active to holdfast_api;
