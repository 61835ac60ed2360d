-- The businesses whose rules are to be applied: all that the sweep may know of every business at
-- once.

create function private.tenants_with_due_retention() returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(r.tenant_id order by r.tenant_id), '{}')
    from data.retention_runs as r
    where r.due_at <= now();
$$;

comment on function private.tenants_with_due_retention is
    'The businesses whose rules for how long they keep things are to be applied.';

alter function private.tenants_with_due_retention owner to holdfast_sweeper;
grant execute on function private.tenants_with_due_retention to holdfast_api;
