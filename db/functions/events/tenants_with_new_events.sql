-- The businesses that have events to publish, or this one if it has, in order: like
-- private.tenants_with_lapsed_holds, it runs as a role that sees of such rows whose they are, and
-- nothing else. It steps from one business to the next in the index, however many events there
-- are, and whatever the planner believes of that.

create function private.tenants_with_new_events(p_tenant_id uuid) returns uuid[]
    language sql stable security definer
    set search_path = ''
    set enable_sort = off
    set enable_bitmapscan = off
    set enable_seqscan = off
as $$
    with recursive tenants as (
        (
            select e.tenant_id
            from data.events as e
            where e.sequence is null and (p_tenant_id is null or e.tenant_id = p_tenant_id)
            order by e.tenant_id
            limit 1
        )
        union all
        select (
            select e.tenant_id
            from data.events as e
            where e.sequence is null and e.tenant_id > t.tenant_id
            order by e.tenant_id
            limit 1
        )
        from tenants as t
        where t.tenant_id is not null and p_tenant_id is null
    )

    select coalesce(array_agg(t.tenant_id order by t.tenant_id), '{}')
    from tenants as t
    where t.tenant_id is not null;
$$;

comment on function private.tenants_with_new_events is 'The businesses with events to publish.';

alter function private.tenants_with_new_events owner to holdfast_sweeper;
grant execute on function private.tenants_with_new_events to holdfast_api;
