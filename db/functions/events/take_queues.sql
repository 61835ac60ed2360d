-- Locks queues of a business, or of any, in which something is due, those that have waited longest
-- to be looked at first, and returns them: so one noisy business or webhook does not keep others
-- waiting. Those that another worker is looking at are passed over. It runs as a role that sees of
-- queues where and when they are, and nothing else.

create function private.take_queues(p_tenant_id uuid, p_limit integer) returns setof data.queues
    language sql volatile security definer
    set search_path = ''
as $$
    update data.queues as q
    set served_at = clock_timestamp(), due_at = 'infinity'
    from (
        select d.tenant_id, d.channel, d.target_id
        from data.queues as d
        where d.due_at <= now() and (p_tenant_id is null or d.tenant_id = p_tenant_id)
        order by d.served_at
        limit p_limit
        for update skip locked
    ) as due
    where
        q.tenant_id = due.tenant_id
        and q.channel = due.channel
        and q.target_id = due.target_id
    returning q.*;
$$;

comment on function private.take_queues is 'Queues in which something is due, locked.';

alter function private.take_queues owner to holdfast_sweeper;
grant execute on function private.take_queues to holdfast_api;
