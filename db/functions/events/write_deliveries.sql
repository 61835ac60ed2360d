-- Writes down what deliveries of one business, which this transaction has locked, have become; what
-- that means for those that wait is for private.tg_deliveries_order. No nested loops: see
-- private.publish_events.

create function private.write_deliveries(p_deliveries data.deliveries[]) returns void
    language plpgsql volatile
    set search_path = ''
    set enable_nestloop = off
    set enable_seqscan = off
as $$
declare
    v_tenant_id constant uuid := (p_deliveries[1]).tenant_id;
    v_ids constant uuid[] := array(select d.delivery_id from unnest(p_deliveries) as d);
begin
    update data.deliveries as d
    set
        status = n.status,
        due_at = n.due_at,
        attempts = n.attempts,
        worker_id = n.worker_id,
        last_error = n.last_error,
        response = n.response,
        settled_at = n.settled_at
    from unnest(p_deliveries) as n
    where
        d.tenant_id = v_tenant_id
        and d.delivery_id = any(v_ids)
        and d.delivery_id = n.delivery_id;
end;
$$;

comment on function private.write_deliveries is 'Write down what deliveries have become.';

grant execute on function private.write_deliveries to holdfast_api;
