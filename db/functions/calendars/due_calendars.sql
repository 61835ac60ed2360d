-- Whose outside calendars have waited longest to be read, of every business or of this one: so many
-- of each, and who waits longest first. Like private.tenants_with_lapsed_holds, it runs as a role
-- that sees of such rows whose they are and when they are due, and nothing else.

create function private.due_calendars(p_tenant_id uuid, p_limit integer)
returns table (tenant_id uuid, how_many integer)
    language sql stable security definer
    set search_path = ''
as $$
    select due.tenant_id, count(*)::integer
    from (
        select s.tenant_id, s.due_at
        from data.calendar_syncs as s
        where s.due_at <= now() and (p_tenant_id is null or s.tenant_id = p_tenant_id)
        order by s.due_at
        limit p_limit
    ) as due
    group by due.tenant_id
    order by min(due.due_at);
$$;

comment on function private.due_calendars is
    'The businesses with outside calendars to read, and how many of each.';

alter function private.due_calendars owner to holdfast_sweeper;
grant execute on function private.due_calendars to holdfast_api;
