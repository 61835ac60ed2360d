-- Sees to it that the queues of deliveries of one business are looked at by then.
--
-- They are locked whatever they say: a worker that is looking at one now does not see what this
-- transaction has done, and says afterwards when to look again. After it, that is put right; before
-- it, it passes the queue over.

create function private.wake_queues(p_deliveries data.deliveries[], p_due_at timestamptz)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_queue data.queues;
begin
    for v_queue in
        select q.*
        from data.queues as q
        join (
            select distinct d.tenant_id, d.channel, d.target_id
            from unnest(p_deliveries) as d
        ) as w
            on
                w.tenant_id = q.tenant_id
                and w.channel = q.channel
                and w.target_id = q.target_id
        order by q.tenant_id, q.channel, q.target_id
        for no key update of q
    loop
        update data.queues
        set due_at = p_due_at
        where
            tenant_id = v_queue.tenant_id
            and channel = v_queue.channel
            and target_id = v_queue.target_id
            and due_at > p_due_at;
    end loop;
end;
$$;

comment on function private.wake_queues is 'See to it that queues are looked at by then.';

grant execute on function private.wake_queues to holdfast_api;
