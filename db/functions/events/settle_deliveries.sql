-- Says what became of deliveries: [{tenant_id, id, outcome, error?, retry_after?, response?}, …]
-- with outcome delivered, failed (to be tried again) or gone (never to be tried again).
--
-- Each business has its turn, in order, and in it deliveries before queues: so two that settle the
-- same never wait for each other.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.settle_deliveries(p_tenant_id uuid, p_worker_id uuid, p_results jsonb)
returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_results jsonb;
    v_may_have_more boolean := false;
begin
    perform private.require_role('worker');

    for v_tenant_id, v_results in
        select
            (r.value ->> 'tenant_id')::uuid,
            jsonb_object_agg(r.value ->> 'id', r.value)
        from jsonb_array_elements(p_results) as r
        where p_tenant_id is null or (r.value ->> 'tenant_id')::uuid = p_tenant_id
        group by 1
        order by 1
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
        v_may_have_more := private.settle(v_tenant_id, p_worker_id, v_results) or v_may_have_more;
    end loop;

    return to_jsonb(row(v_may_have_more)::api.settled);
end;
$$;

comment on function api.settle_deliveries is
    'Say what became of deliveries.

Answers settled.';

alter function api.settle_deliveries owner to holdfast_api;
grant execute on function api.settle_deliveries to holdfast_worker;
