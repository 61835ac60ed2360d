-- Gives a worker what is due in a queue that it has locked, so many at most: the first of each
-- order key, so that what comes later of one thing is not told before what came earlier. They are
-- the worker's until their lease ends; what has not been settled by then is due again.
--
-- Afterwards the queue is due again at once if there may be more, or else when the next delivery
-- is. Those that wait for another of their order key are woken by its end
-- (private.settle_delivery).

create function private.take_deliveries(
    p_queue data.queues,
    p_worker_id uuid,
    p_limit integer,
    p_lease interval
) returns data.deliveries[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_room constant integer := least(p_limit, p_queue.max_in_flight - (
        select count(*)
        from data.deliveries as f
        where
            f.tenant_id = p_queue.tenant_id
            and f.channel = p_queue.channel
            and f.target_id = p_queue.target_id
            and f.status = 'pending'
            and f.worker_id is not null
            and f.due_at > now()
    ));
    v_taken data.deliveries[];
begin
    with free as (
        select d.delivery_id
        from data.deliveries as d
        where
            d.tenant_id = p_queue.tenant_id
            and d.channel = p_queue.channel
            and d.target_id = p_queue.target_id
            and d.status = 'pending'
            and d.due_at <= now()
            and not exists (
                select
                from data.deliveries as e
                where
                    e.tenant_id = d.tenant_id
                    and e.channel = d.channel
                    and e.target_id = d.target_id
                    and e.order_key = d.order_key
                    and e.status = 'pending'
                    and e.delivery_id < d.delivery_id
            )
        order by d.due_at
        limit v_room
        for update skip locked
    ),

    taken as (
        update data.deliveries as d
        set worker_id = p_worker_id, due_at = now() + p_lease, attempts = d.attempts + 1
        from free
        where d.tenant_id = p_queue.tenant_id and d.delivery_id = free.delivery_id
        returning d.*
    )

    select array_agg(t::data.deliveries order by t.delivery_id)
    into v_taken
    from taken as t;

    update data.queues
    set
        due_at = least(due_at, case
            when cardinality(v_taken) = v_room then now()
            else (
                select min(d.due_at)
                from data.deliveries as d
                where
                    d.tenant_id = p_queue.tenant_id
                    and d.channel = p_queue.channel
                    and d.target_id = p_queue.target_id
                    and d.status = 'pending'
                    and d.due_at > now()
            )
        end)
    where
        tenant_id = p_queue.tenant_id
        and channel = p_queue.channel
        and target_id = p_queue.target_id;

    return coalesce(v_taken, '{}');
end;
$$;

comment on function private.take_deliveries is 'Give a worker what is due in a queue.';

grant execute on function private.take_deliveries to holdfast_api;
