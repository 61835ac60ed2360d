-- Whether a business can only be read, since nobody has paid for it.

create function private.is_lapsed(p_tenant_id uuid) returns boolean
    language sql stable parallel safe
    return exists (
        select
        from data.tenant_subscriptions as s
        where s.tenant_id = p_tenant_id and s.lapses_at <= now()
    );

comment on function private.is_lapsed is 'Whether a business can only be read.';

grant execute on function private.is_lapsed to holdfast_api;
