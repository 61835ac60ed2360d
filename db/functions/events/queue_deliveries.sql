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
    v_waits boolean[];
    v_taken boolean[];
    v_queued data.deliveries[];
    v_begun data.deliveries[];
    v_is_sooner boolean;
begin
    if p_wanted = '{}' then
        return '{}';
    end if;

    v_queues := private.lock_queues(p_tenant_id, p_wanted);

    v_waits := array(
        select
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
            )
        from unnest(p_wanted) with ordinality as w
        order by w.ordinality
    );

    if v_is_taken then
        v_taken := private.taken_at_once(p_tenant_id, p_wanted, v_waits, v_queues, p_taker);
    end if;

    with queued as (
        insert into data.deliveries (
            tenant_id, channel, target_id, order_key, event_id, kind, data, waits, created_at,
            due_at, worker_id, attempts
        )
        select
            p_tenant_id, w.channel, w.target_id, w.order_key, w.event_id, w.kind,
            coalesce(w.data, '{}'), v_waits[w.ordinality], clock_timestamp(),
            case
                when v_taken[w.ordinality] then now() + (p_taker).lease
                else coalesce(w.due_at, now())
            end,
            case when v_taken[w.ordinality] then (p_taker).worker_id end,
            coalesce(v_taken[w.ordinality], false)::integer
        from unnest(p_wanted) with ordinality as w
        order by w.ordinality
        returning *
    )

    select
        array_agg(q::data.deliveries),
        coalesce(array_agg(q::data.deliveries) filter (where q.worker_id is not null), '{}'),
        min(q.due_at) filter (where not q.waits) < (select max(l.due_at) from unnest(v_queues) as l)
    into v_queued, v_begun, v_is_sooner
    from queued as q;

    if v_is_sooner then
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
    end if;

    return v_begun;
end;
$$;

comment on function private.queue_deliveries is
    'Write down what is to be delivered; what a worker has of it at once.';

grant execute on function private.queue_deliveries to holdfast_api;
