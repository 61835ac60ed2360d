-- Gives a worker what is due in queues of one business that it has locked, so many of each at most:
-- the first of each order key, unless one of that key is under way, so that what comes later of one
-- thing is not told before what came earlier. They are the worker's until their lease ends; what
-- has not been settled by then is due again.
--
-- Afterwards a queue is due when the next delivery is; at once if it had its share. What waits for
-- another is woken by its end (private.wake_queues). Nothing depends on that: a queue in which
-- something is due is looked at once a minute.
--
-- How many rows there are is news to the planner every minute, and what it takes for one row it
-- reads by any index. It may not sort, which leaves the index that has the order asked for.

create function private.take_deliveries(
    p_queues data.queues[],
    p_worker_id uuid,
    p_share integer,
    p_lease interval
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
    v_under_way constant data.deliveries[] := array(
        select d
        from data.deliveries as d
        where
            d.tenant_id = v_tenant_id
            and d.status = 'pending'
            and d.worker_id is not null
            and d.due_at > now()
        order by d.worker_id
    );
    v_free uuid[];
    v_taken data.deliveries[];
begin
    v_free := array(
        select f.delivery_id
        from unnest(p_queues) as q
        cross join lateral (
            select coalesce(array_agg(w.order_key), '{}') as keys
            from unnest(v_under_way) as w
            where w.channel = q.channel and w.target_id = q.target_id
        ) as busy
        cross join lateral (
            select d.delivery_id
            from data.deliveries as d
            where
                d.tenant_id = v_tenant_id
                and d.channel = q.channel
                and d.target_id = q.target_id
                and d.status = 'pending'
                and d.due_at <= now()
                and d.order_key <> all(busy.keys)
                and d.delivery_id = (
                    select e.delivery_id
                    from data.deliveries as e
                    where
                        e.tenant_id = v_tenant_id
                        and e.order_key = d.order_key
                        and e.status = 'pending'
                        and e.channel = d.channel
                        and e.target_id = d.target_id
                    order by e.delivery_id
                    limit 1
                )
            order by d.due_at
            limit least(p_share, greatest(0, q.max_in_flight - cardinality(busy.keys)))
            for no key update skip locked
        ) as f
    );

    with taken as (
        update data.deliveries as d
        set worker_id = p_worker_id, due_at = now() + p_lease, attempts = d.attempts + 1
        where d.tenant_id = v_tenant_id and d.delivery_id = any(v_free)
        returning d.*
    )

    select array_agg(t::data.deliveries)
    into v_taken
    from taken as t;

    update data.queues as q
    set due_at = private.queue_due_at(t, (
        select count(*) >= p_share
        from unnest(v_taken) as d
        where d.channel = t.channel and d.target_id = t.target_id
    ))
    from unnest(p_queues) as t
    where
        q.tenant_id = v_tenant_id and q.channel = t.channel and q.target_id = t.target_id;

    return coalesce(v_taken, '{}');
end;
$$;

comment on function private.take_deliveries is 'Give a worker what is due in some queues.';

grant execute on function private.take_deliveries to holdfast_api;
