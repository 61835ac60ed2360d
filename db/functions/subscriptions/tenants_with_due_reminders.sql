-- The businesses whose owners are to be reminded of what they subscribe to: all that the sweep may
-- know of every business at once.

create function private.tenants_with_due_reminders() returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(s.tenant_id order by s.tenant_id), '{}')
    from data.tenant_subscriptions as s
    where s.remind_at <= now();
$$;

comment on function private.tenants_with_due_reminders is
    'The businesses whose owners are to be reminded of what they subscribe to.';

alter function private.tenants_with_due_reminders owner to holdfast_sweeper;
grant execute on function private.tenants_with_due_reminders to holdfast_api;
