-- The businesses that have reminders or requests for reviews to make: all that the sweep may know
-- of every business at once.

create function private.tenants_with_due_follow_ups() returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(f.tenant_id order by f.tenant_id), '{}')
    from data.follow_ups as f
    where f.due_at <= now();
$$;

comment on function private.tenants_with_due_follow_ups is
    'The businesses that have reminders or requests for reviews to make.';

alter function private.tenants_with_due_follow_ups owner to holdfast_sweeper;
grant execute on function private.tenants_with_due_follow_ups to holdfast_api;
