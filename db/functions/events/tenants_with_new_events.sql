-- The businesses that have events to publish, or this one if it has: like
-- private.tenants_with_lapsed_holds, it runs as a role that sees of such rows whose they are, and
-- nothing else.

create function private.tenants_with_new_events(p_tenant_id uuid) returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(distinct e.tenant_id), '{}')
    from data.events as e
    where e.sequence is null and (p_tenant_id is null or e.tenant_id = p_tenant_id);
$$;

comment on function private.tenants_with_new_events is 'The businesses with events to publish.';

alter function private.tenants_with_new_events owner to holdfast_sweeper;
grant execute on function private.tenants_with_new_events to holdfast_api;
