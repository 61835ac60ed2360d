-- Gives a worker what is due in queues of one business that it has locked, so many of each at most.
-- They are the worker's until their lease ends; what has not been settled by then is due again.
-- What waits for another of its thing is not due (private.tg_deliveries_order).
--
-- Afterwards a queue is due when the next delivery is; at once if it had its share.
--
-- How many rows there are is news to the planner every minute, and what it takes for one row it
-- reads by any index. It may not sort, which leaves the index that has the order asked for.

create function private.take_deliveries(
    p_queues data.queues[],
    p_shares integer[],
    p_taker private.taker
) returns data.deliveries[]
    language plpgsql volatile
    set search_path = ''
    set enable_sort = off
    set enable_seqscan = off
    set enable_bitmapscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
as $$
declare
    v_tenant_id constant uuid := (p_queues[1]).tenant_id;
    v_under_way constant jsonb := private.under_way(v_tenant_id);
    v_free uuid[];
    v_taken data.deliveries[];
begin
    v_free := array(
        select f.delivery_id
        from generate_subscripts(p_queues, 1) as n
        cross join lateral (
            select d.delivery_id
            from data.deliveries as d
            where
                d.tenant_id = v_tenant_id
                and d.channel = (p_queues[n]).channel
                and d.target_id = (p_queues[n]).target_id
                and d.status = 'pending'
                and not d.waits
                and d.due_at <= now()
            order by d.due_at
            limit least(p_shares[n], greatest(0, (p_queues[n]).max_in_flight - coalesce(
                (v_under_way ->> ((p_queues[n]).channel || '/' || (p_queues[n]).target_id))::integer,
                0
            )))
            for no key update skip locked
        ) as f
    );

    with taken as (
        update data.deliveries as d
        set
            worker_id = (p_taker).worker_id,
            due_at = now() + (p_taker).lease,
            attempts = d.attempts + 1
        where d.tenant_id = v_tenant_id and d.delivery_id = any(v_free)
        returning d.*
    )

    select array_agg(t::data.deliveries)
    into v_taken
    from taken as t;

    update data.queues as q
    set due_at = private.queue_due_at(p_queues[n], (
        select count(*) >= p_shares[n]
        from unnest(v_taken) as d
        where d.channel = (p_queues[n]).channel and d.target_id = (p_queues[n]).target_id
    ))
    from generate_subscripts(p_queues, 1) as n
    where
        q.tenant_id = v_tenant_id
        and q.channel = (p_queues[n]).channel
        and q.target_id = (p_queues[n]).target_id;

    return coalesce(v_taken, '{}');
end;
$$;

comment on function private.take_deliveries is 'Give a worker what is due in some queues.';

grant execute on function private.take_deliveries to holdfast_api;
