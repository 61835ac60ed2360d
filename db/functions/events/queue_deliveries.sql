-- Writes deliveries down in the order given, and says in their queues when there is something to
-- do. Queues are locked first: whoever ends what others wait for does that before it lets them go
-- (private.tg_deliveries_order), so nobody waits for what is over.
--
-- What can be made at once a worker that is there (p_taker) gets at once, as if it had claimed it;
-- that is returned. Not where something else is due in the queue: that was there before.

create function private.queue_deliveries(
    p_tenant_id uuid,
    p_wanted private.wanted[],
    p_taker private.taker default null
) returns data.deliveries[]
    language plpgsql volatile
    set search_path = ''
    set enable_seqscan = off
as $$
declare
    v_is_taken constant boolean := (p_taker).worker_id is not null
        and not (p_taker).passed_over ? p_tenant_id::text;
    v_queues data.queues[];
    v_under_way jsonb;
    v_queued data.deliveries[];
begin
    if p_wanted = '{}' then
        return '{}';
    end if;

    v_queues := private.lock_queues(p_tenant_id, p_wanted);
    v_under_way := case when v_is_taken then private.under_way(p_tenant_id) end;

    with wanted as (
        select
            w.channel, w.target_id, w.order_key, w.event_id, w.kind,
            coalesce(w.data, '{}') as data,
            coalesce(w.due_at, now()) as due_at,
            w.ordinality as nth,
            row_number() over (
                partition by w.channel, w.target_id, w.order_key order by w.ordinality
            ) > 1 or exists (
                select
                from data.deliveries as d
                where
                    d.tenant_id = p_tenant_id
                    and d.order_key = w.order_key
                    and d.status = 'pending'
                    and d.channel = w.channel
                    and d.target_id = w.target_id
            ) as waits
        from unnest(p_wanted) with ordinality as w
    ),

    possible as (
        select
            w.*,
            v_is_taken and not w.waits and w.due_at <= now() and q.due_at > now()
            as is_possible,
            q.max_in_flight - coalesce(
                (v_under_way ->> (q.channel || '/' || q.target_id))::integer, 0
            ) as room
        from wanted as w
        join unnest(v_queues) as q on q.channel = w.channel and q.target_id = w.target_id
    ),

    possible_within as (
        select
            p.*,
            p.is_possible and row_number() over (
                partition by p.channel, p.target_id, p.is_possible order by p.nth
            ) <= p.room as is_within
        from possible as p
    ),

    taken as (
        select
            p.*,
            p.is_within
            and row_number() over (
                partition by p.channel, p.is_within order by p.nth
            ) <= coalesce(((p_taker).room ->> p.channel)::integer, 0)
            and row_number() over (partition by p.is_within order by p.nth) <= (p_taker).each
            as is_taken
        from possible_within as p
    ),

    queued as (
        insert into data.deliveries (
            tenant_id, channel, target_id, order_key, event_id, kind, data, waits, created_at,
            due_at, worker_id, attempts
        )
        select
            p_tenant_id, t.channel, t.target_id, t.order_key, t.event_id, t.kind, t.data, t.waits,
            clock_timestamp(),
            case when t.is_taken then now() + (p_taker).lease else t.due_at end,
            case when t.is_taken then (p_taker).worker_id end,
            t.is_taken::integer
        from taken as t
        order by t.nth
        returning *
    )

    select array_agg(q::data.deliveries)
    into v_queued
    from queued as q;

    update data.queues as q
    set due_at = n.due_at
    from (
        select d.channel, d.target_id, min(d.due_at) as due_at
        from unnest(v_queued) as d
        where not d.waits
        group by d.channel, d.target_id
    ) as n
    where
        q.tenant_id = p_tenant_id
        and q.channel = n.channel
        and q.target_id = n.target_id
        and q.due_at > n.due_at;

    return array(
        select d
        from unnest(v_queued) as d
        where d.worker_id is not null
    );
end;
$$;

comment on function private.queue_deliveries is
    'Write down what is to be delivered; what a worker has of it at once.';

grant execute on function private.queue_deliveries to holdfast_api;
