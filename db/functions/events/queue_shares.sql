-- How many deliveries of each of these queues a worker is to have: as many as of any other queue of
-- its channel, and of one business no more in all than each may have. Those that its room does not
-- reach get none.

create function private.queue_shares(
    p_queues data.queues[],
    p_limit integer,
    p_taker private.taker
) returns table (queue data.queues, share integer)
    language sql stable
    set search_path = ''
as $$
    with counted as (
        select
            q,
            q.tenant_id,
            coalesce(((p_taker).room ->> q.channel)::integer, p_limit) as room,
            count(*) over (partition by q.channel) as of_channel,
            row_number() over (partition by q.channel order by q.due_at) as nth_of_channel,
            count(*) over (partition by q.tenant_id) as of_tenant
        from unnest(p_queues) as q
    )

    select
        c.q,
        least(
            ceil(c.room::numeric / c.of_channel),
            ceil(p_limit::numeric / greatest(1, cardinality(p_queues))),
            ceil((p_taker).each::numeric / c.of_tenant)
        )::integer
    from counted as c
    where c.nth_of_channel <= c.room;
$$;

comment on function private.queue_shares is 'How many deliveries of each queue one is to have.';

grant execute on function private.queue_shares to holdfast_api;
