-- What a worker is to deliver now: of every queue of any business (unless one is named) in which
-- something is due a fair share. Each comes with what its adapter needs to know
-- (private.delivery_details), as things stand now; where there is nothing to tell any more, or not
-- yet, it is settled or put off here and not handed out.
--
-- It is the worker's for p_lease_seconds; what it has not settled by then, another gets. So one may
-- be delivered twice, and none is lost.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.claim_deliveries(
    p_tenant_id uuid,
    p_worker_id uuid,
    p_limit integer default 100,
    p_lease_seconds integer default 60
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_queues data.queues[];
    v_queue data.queues;
    v_delivery data.deliveries;
    v_details jsonb;
    v_items jsonb[] := '{}';
begin
    perform private.require_role('worker');
    v_queues := array(select q from private.take_queues(p_tenant_id, p_limit) as q);

    foreach v_queue in array v_queues loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_queue.tenant_id));

        foreach v_delivery in array private.take_deliveries(
            v_queue, p_worker_id, ceil(p_limit::numeric / cardinality(v_queues))::integer,
            make_interval(secs => p_lease_seconds)
        ) loop
            v_details := private.delivery_details(v_delivery);

            if v_details is null or v_details ? 'not_before' then
                perform private.put_aside(v_delivery, (v_details ->> 'not_before')::timestamptz);
            else
                v_items := v_items || private.delivery_json(v_delivery, v_details);
            end if;
        end loop;
    end loop;

    return jsonb_build_object('items', to_jsonb(v_items), 'next_cursor', null);
end;
$$;

comment on function api.claim_deliveries is
    'What a worker is to deliver now.

Answers a page of delivery_task.';

alter function api.claim_deliveries owner to holdfast_api;
grant execute on function api.claim_deliveries to holdfast_worker;
