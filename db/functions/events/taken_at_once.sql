-- Which deliveries that are about to be written down a worker that is there gets at once: those
-- that are due, wait for nothing, and are in queues, which are locked, where nothing else is due.
-- So many as the queue may have under way, and as the worker has room for on the channel and of a
-- business.

create function private.taken_at_once(
    p_tenant_id uuid,
    p_wanted private.wanted[],
    p_waits boolean[],
    p_queues data.queues[],
    p_taker private.taker
) returns boolean[]
    language plpgsql stable
    set search_path = ''
    set enable_seqscan = off
as $$
declare
    v_many constant integer := cardinality(p_wanted);
    v_under_way jsonb;
    v_taken boolean[];
begin
    -- Where there is room for all, whichever queue what is under way is of, nobody need count.
    v_taken := case
        when v_many <= (p_taker).each and not exists (
            select
            from unnest(p_queues) as q
            where
                q.due_at <= now()
                or v_many > coalesce(((p_taker).room ->> q.channel)::integer, 0)
                or v_many + (
                    select count(*)
                    from data.deliveries as d
                    where
                        d.tenant_id = p_tenant_id
                        and d.status = 'pending'
                        and d.worker_id is not null
                ) > q.max_in_flight
        ) then array(
            select not n.waits and coalesce(n.due_at <= now(), true)
            from unnest(p_wanted, p_waits) with ordinality as n (
                channel, target_id, order_key, event_id, kind, data, due_at, waits, nth
            )
            order by n.nth
        )
    end;

    if v_taken is not null then
        return v_taken;
    end if;

    v_under_way := private.under_way(p_tenant_id);

    return array(
        with possible as (
            select
                w.channel, w.target_id, w.ordinality as nth,
                not p_waits[w.ordinality] and coalesce(w.due_at <= now(), true) and q.due_at > now()
                as is_possible,
                q.max_in_flight - coalesce(
                    (v_under_way ->> (q.channel || '/' || q.target_id))::integer, 0
                ) as room
            from unnest(p_wanted) with ordinality as w
            join unnest(p_queues) as q on q.channel = w.channel and q.target_id = w.target_id
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
                p.nth,
                p.is_within
                and row_number() over (
                    partition by p.channel, p.is_within order by p.nth
                ) <= coalesce(((p_taker).room ->> p.channel)::integer, 0)
                and row_number() over (partition by p.is_within order by p.nth) <= (p_taker).each
                as is_taken
            from possible_within as p
        )

        select t.is_taken
        from taken as t
        order by t.nth
    );
end;
$$;

comment on function private.taken_at_once is
    'Which deliveries a worker gets when they are written down.';

grant execute on function private.taken_at_once to holdfast_api;
