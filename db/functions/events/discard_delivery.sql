-- POST /v1/deliveries/{id}/discard
--
-- It is not made, and what has waited for it is next.
--
-- Fails with  KA001  not-signed-in
--             KC500  delivery-settled
--             KC501  delivery-under-way
--             KF001  forbidden
--             KN500  delivery-not-found
--             KV003  idempotency-mismatch

create function api.discard_delivery(p_tenant_id uuid, p_delivery_id uuid) returns jsonb
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
    v_delivery := private.as_settled(
        v_delivery, 'discarded', v_delivery.last_error, v_delivery.response
    );
    perform private.write_deliveries(array[v_delivery]);

    return private.remember(p_tenant_id, 'staff', private.describe_delivery(v_delivery));
end;
$$;

comment on function api.discard_delivery is
    'Give up a delivery that is dead, or waits for its next attempt.

Answers delivery.';

alter function api.discard_delivery owner to holdfast_api;
grant execute on function api.discard_delivery to holdfast_web, holdfast_person;
