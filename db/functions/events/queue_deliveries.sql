-- Writes deliveries down in the order given, and says in their queues that there is something to
-- do. The queues come after all deliveries, and sorted: workers take them the other way round, but
-- skip what is locked.

create function private.queue_deliveries(p_tenant_id uuid, p_wanted private.wanted[])
returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_wanted = '{}' then
        return;
    end if;

    insert into data.deliveries (
        tenant_id, channel, target_id, order_key, event_id, kind, data, due_at, created_at
    )
    select
        p_tenant_id, w.channel, w.target_id, w.order_key, w.event_id, w.kind,
        coalesce(w.data, '{}'), coalesce(w.due_at, now()), clock_timestamp()
    from unnest(p_wanted) with ordinality as w
    order by w.ordinality;

    insert into data.queues as q (tenant_id, channel, target_id, due_at)
    select p_tenant_id, w.channel, w.target_id, min(coalesce(w.due_at, now()))
    from unnest(p_wanted) as w
    group by w.channel, w.target_id
    order by w.channel, w.target_id
    on conflict (tenant_id, channel, target_id) do update
    set due_at = excluded.due_at
    where q.due_at > excluded.due_at;
end;
$$;

comment on function private.queue_deliveries is 'Write down what is to be delivered.';

grant execute on function private.queue_deliveries to holdfast_api;
