-- The businesses that have e-mails of which no delivery is made yet, or this one if it has;
-- 00000000-… stands for nobody's. Like private.tenants_with_new_events, it runs as a role that sees
-- of such rows whose they are, and nothing else. It looks at the index of what is new, however many
-- e-mails there are, and whatever the planner believes of that.

create function private.tenants_with_new_messages(p_tenant_id uuid) returns uuid[]
    language sql stable security definer
    set search_path = ''
    set enable_seqscan = off
    set enable_bitmapscan = off
as $$
    select coalesce(array_agg(distinct new.tenant_id), '{}')
    from (
        select coalesce(m.tenant_id, '00000000-0000-0000-0000-000000000000') as tenant_id
        from data.messages as m
        where m.queued_at is null
    ) as new
    where p_tenant_id is null or new.tenant_id = p_tenant_id;
$$;

comment on function private.tenants_with_new_messages is
    'The businesses with e-mails of which no delivery is made yet.';

alter function private.tenants_with_new_messages owner to holdfast_sweeper;
grant execute on function private.tenants_with_new_messages to holdfast_api;
