-- POST /v1/cash-movements
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV022  money-invalid
--             KV150  location-needed

create function api.create_cash_movement(
    p_tenant_id uuid,
    p_amount jsonb,
    p_reason data.long_text,
    p_kind data.cash_movement_kind default 'paid_out',
    p_location_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    return private.remember(p_tenant_id, 'staff', private.cash_movement_json(
        private.record_cash(
            private.till_of(p_tenant_id, p_location_id),
            p_kind,
            coalesce(private.money_of(p_tenant_id, p_amount, 'amount'), 0),
            p_reason
        )
    ));
end;
$$;

comment on function api.create_cash_movement is
    'Take cash out of a till, or put some in, that is no payment.

Without location_id it is the till of the only location.

Answers cash_movement.';

alter function api.create_cash_movement owner to holdfast_api;
grant execute on function api.create_cash_movement to holdfast_web, holdfast_person;
