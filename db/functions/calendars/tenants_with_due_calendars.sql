-- The businesses that have outside calendars to read, or this one if it has: like
-- private.tenants_with_lapsed_holds, it runs as a role that sees of such rows whose they are, and
-- nothing else.

create function private.tenants_with_due_calendars(p_tenant_id uuid) returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(distinct s.tenant_id), '{}')
    from data.calendar_syncs as s
    where s.due_at <= now() and (p_tenant_id is null or s.tenant_id = p_tenant_id);
$$;

comment on function private.tenants_with_due_calendars is
    'The businesses with outside calendars to read.';

alter function private.tenants_with_due_calendars owner to holdfast_sweeper;
grant execute on function private.tenants_with_due_calendars to holdfast_api;
