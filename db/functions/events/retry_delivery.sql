-- POST /v1/deliveries/{id}/retry
--
-- What is dead begins anew, with all its attempts; what waits for its next attempt has it now. It
-- comes before what has waited for it, and after what has gone on without it.
--
-- Fails with  KA001  not-signed-in
--             KC500  delivery-settled
--             KC501  delivery-under-way
--             KF001  forbidden
--             KN500  delivery-not-found
--             KV003  idempotency-mismatch

create function api.retry_delivery(p_tenant_id uuid, p_delivery_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_delivery data.deliveries;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_delivery := private.require_open_delivery(p_tenant_id, p_delivery_id);

    if v_delivery.status = 'dead' then
        v_delivery.attempts := 0;
    end if;

    v_delivery.status := 'pending';
    v_delivery.settled_at := null;
    v_delivery.worker_id := null;
    v_delivery.due_at := now();
    perform private.write_deliveries(array[v_delivery]);

    return private.remember(p_tenant_id, 'staff', private.describe_delivery(v_delivery));
end;
$$;

comment on function api.retry_delivery is
    'Try a delivery now that is dead, or waits for its next attempt.

Answers delivery.';

alter function api.retry_delivery owner to holdfast_api;
grant execute on function api.retry_delivery to holdfast_web, holdfast_person;
