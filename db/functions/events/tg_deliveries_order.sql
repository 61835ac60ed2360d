-- What concerns one thing is told in its order. When a delivery comes to an end, begins anew or is
-- put off, by whichever door, it is settled again which of its key is next: the one that is under
-- way, else the first. All others wait. Their queue is looked at when the next is due.
--
-- Queues are locked before anything is read here (see private.queue_deliveries), and in order, so
-- that two who want several never wait for each other.

create function private.tg_deliveries_order() returns trigger
    language plpgsql volatile
    set search_path = ''
    set enable_seqscan = off
    set enable_bitmapscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
as $$
declare
    v_changed data.deliveries[];
begin
    v_changed := array(
        select b
        from become as b
        join was as w on w.tenant_id = b.tenant_id and w.delivery_id = b.delivery_id
        where
            (w.status = 'pending') <> (b.status = 'pending')
            or b.worker_id is null
            and (w.due_at, w.worker_id) is distinct from (b.due_at, null::uuid)
    );

    if v_changed = '{}' then
        return null;
    end if;

    perform
    from data.queues as q
    where (q.tenant_id, q.channel, q.target_id) in (
        select c.tenant_id, c.channel, c.target_id
        from unnest(v_changed) as c
    )
    order by q.tenant_id, q.channel, q.target_id
    for no key update;

    update data.deliveries as d
    set waits = d.delivery_id <> n.delivery_id
    from (
        select distinct c.tenant_id, c.channel, c.target_id, c.order_key
        from unnest(v_changed) as c
    ) as k
    cross join lateral (
        select p.delivery_id
        from data.deliveries as p
        where
            p.tenant_id = k.tenant_id
            and p.order_key = k.order_key
            and p.status = 'pending'
            and p.channel = k.channel
            and p.target_id = k.target_id
        order by p.waits or p.worker_id is null or p.due_at <= now(), p.delivery_id
        limit 1
    ) as n
    where
        d.tenant_id = k.tenant_id
        and d.order_key = k.order_key
        and d.status = 'pending'
        and d.channel = k.channel
        and d.target_id = k.target_id
        and d.waits <> (d.delivery_id <> n.delivery_id);

    update data.queues as q
    set due_at = n.due_at
    from (
        select distinct c.tenant_id, c.channel, c.target_id
        from unnest(v_changed) as c
    ) as k
    cross join lateral (
        select d.due_at
        from data.deliveries as d
        where
            d.tenant_id = k.tenant_id
            and d.channel = k.channel
            and d.target_id = k.target_id
            and d.status = 'pending'
            and not d.waits
        order by d.due_at
        limit 1
    ) as n
    where
        q.tenant_id = k.tenant_id
        and q.channel = k.channel
        and q.target_id = k.target_id
        and q.due_at > n.due_at;

    return null;
end;
$$;

comment on function private.tg_deliveries_order is 'Settle which delivery of a thing is next.';

create trigger _500_order after update on data.deliveries
referencing old table as was new table as become
for each statement execute function private.tg_deliveries_order();
