-- Businesses that have events to publish, or this one if it has, so many at most: those whose
-- oldest has waited longest. Those of p_without are passed over. Like
-- private.tenants_with_lapsed_holds, it runs as a role that sees of such rows whose they are, and
-- nothing else. It steps from one business to the next in the index, however many events there are,
-- and whatever the planner believes of that.
--
-- They are in the order in which everybody locks what several have.

create function private.tenants_with_new_events(
    p_tenant_id uuid,
    p_limit integer,
    p_without jsonb
) returns uuid[]
    language sql stable security definer
    set search_path = ''
    set enable_bitmapscan = off
    set enable_seqscan = off
as $$
    with recursive tenants as (
        (
            select e.tenant_id, e.event_id
            from data.events as e
            where e.sequence is null and (p_tenant_id is null or e.tenant_id = p_tenant_id)
            order by e.tenant_id, e.event_id
            limit 1
        )
        union all
        select n.tenant_id, n.event_id
        from tenants as t
        cross join lateral (
            select e.tenant_id, e.event_id
            from data.events as e
            where e.sequence is null and e.tenant_id > t.tenant_id
            order by e.tenant_id, e.event_id
            limit 1
        ) as n
        where p_tenant_id is null
    ),

    oldest as (
        select t.tenant_id
        from tenants as t
        where not p_without ? t.tenant_id::text
        order by t.event_id
        limit p_limit
    )

    select coalesce(array_agg(o.tenant_id order by o.tenant_id), '{}')
    from oldest as o;
$$;

comment on function private.tenants_with_new_events is 'Businesses with events to publish.';

alter function private.tenants_with_new_events owner to holdfast_sweeper;
grant execute on function private.tenants_with_new_events to holdfast_api;
