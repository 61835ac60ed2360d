-- Says what became of deliveries: [{tenant_id, id, outcome, error?, retry_after?, response?}, …]
-- with outcome delivered, failed (to be tried again) or gone (never to be tried again).
--
-- That something was delivered counts whoever says so. A failure counts only from whoever has the
-- delivery still: another may be at it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.settle_deliveries(p_tenant_id uuid, p_worker_id uuid, p_results jsonb)
returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_row record;
begin
    perform private.require_role('worker');

    for v_tenant_id in
        select distinct (r.value ->> 'tenant_id')::uuid
        from jsonb_array_elements(p_results) as r
        where p_tenant_id is null or (r.value ->> 'tenant_id')::uuid = p_tenant_id
        order by 1
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));

        for v_row in
            select d as delivery, r.value as result
            from jsonb_array_elements(p_results) as r
            join data.deliveries as d
                on d.tenant_id = v_tenant_id and d.delivery_id = (r.value ->> 'id')::uuid
            where (r.value ->> 'tenant_id')::uuid = v_tenant_id and d.status = 'pending'
            order by d.channel, d.target_id, d.delivery_id
            for no key update of d
        loop
            perform private.settle(v_row.delivery, p_worker_id, v_row.result);
        end loop;
    end loop;
end;
$$;

comment on function api.settle_deliveries is
    'Say what became of deliveries.

Answers nothing.';

alter function api.settle_deliveries owner to holdfast_api;
grant execute on function api.settle_deliveries to holdfast_worker;
