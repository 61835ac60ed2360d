-- What results, by the delivery, mean for deliveries of one business, and for who they were
-- delivered to (private.heed_outcome, which sees them as they were). What has come to an end before
-- is over. Whether something is due now in their queues.

create function private.settle(p_tenant_id uuid, p_worker_id uuid, p_results jsonb)
returns boolean
    language plpgsql volatile
    set search_path = ''
    set enable_seqscan = off
as $$
declare
    v_ids constant uuid[] := array(select k::uuid from jsonb_object_keys(p_results) as k);
    v_told data.deliveries[];
    v_become data.deliveries[] := '{}';
begin
    v_told := array(
        select d
        from data.deliveries as d
        where d.tenant_id = p_tenant_id and d.delivery_id = any(v_ids) and d.status = 'pending'
        order by d.channel, d.target_id, d.delivery_id
        for no key update
    );

    v_become := array(
        select b
        from unnest(v_told) as d
        cross join lateral private.as_told(d, p_worker_id, p_results -> d.delivery_id::text) as b
        where b.delivery_id is not null
    );

    if v_become = '{}' then
        return false;
    end if;

    perform private.write_deliveries(v_become);

    perform private.heed_outcome(o.was, p_results -> (o.was).delivery_id::text ->> 'outcome')
    from (
        select t as was
        from unnest(v_told) as t
        join unnest(v_become) as b on b.delivery_id = t.delivery_id
        order by t.channel, t.target_id, t.delivery_id
    ) as o;

    return exists (
        select
        from data.queues as q
        where
            q.tenant_id = p_tenant_id
            and q.due_at <= now()
            and (q.channel, q.target_id) in (
                select b.channel, b.target_id
                from unnest(v_become) as b
            )
    );
end;
$$;

comment on function private.settle is 'Do with deliveries what their results say.';

grant execute on function private.settle to holdfast_api;
