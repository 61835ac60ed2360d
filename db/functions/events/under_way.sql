-- How many deliveries of a business are under way in each queue: {"<channel>/<target>": many}.

create function private.under_way(p_tenant_id uuid) returns jsonb
    language sql stable
    set search_path = ''
    set enable_seqscan = off
as $$
    select coalesce(jsonb_object_agg(q.queue, q.many), '{}')
    from (
        select d.channel || '/' || d.target_id as queue, count(*) as many
        from data.deliveries as d
        where
            d.tenant_id = p_tenant_id
            and d.status = 'pending'
            and d.worker_id is not null
            and d.due_at > now()
        group by 1
    ) as q;
$$;

comment on function private.under_way is 'How many deliveries are under way in each queue.';

grant execute on function private.under_way to holdfast_api;
