-- Locks queues of a business, or of any, in which something is due, and returns them: those that
-- have been due longest first. Who was served last is due last (private.take_deliveries), so one
-- noisy business or webhook does not keep others waiting. Those that another worker is looking at
-- are passed over, and so is what this one has no room for. It runs as a role that sees of queues
-- where and when they are, and nothing else.

create function private.take_queues(
    p_tenant_id uuid,
    p_limit integer,
    p_room jsonb,
    p_passed_over jsonb
) returns setof data.queues
    language sql volatile security definer
    set search_path = ''
as $$
    select q.*
    from data.queues as q
    where
        q.due_at <= now()
        and (p_tenant_id is null or q.tenant_id = p_tenant_id)
        and not p_passed_over ? q.tenant_id::text
        and (p_room is null or (p_room ->> q.channel)::integer > 0)
    order by q.due_at
    limit p_limit
    for no key update skip locked;
$$;

comment on function private.take_queues is 'Queues in which something is due, locked.';

alter function private.take_queues owner to holdfast_sweeper;
grant execute on function private.take_queues to holdfast_api;
