-- POST /v1/cash-counts
--
-- Who counts is not told first what there should be: that is in the answer.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV022  money-invalid
--             KV150  location-needed

create function api.create_cash_count(
    p_tenant_id uuid,
    p_amount jsonb,
    p_note data.long_text default null,
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
            'counted',
            coalesce(private.money_of(p_tenant_id, p_amount, 'amount'), 0),
            p_note
        )
    ));
end;
$$;

comment on function api.create_cash_count is
    'Say what was in a till when it was counted.

The answer says by how much that is off; from then on there is what was counted.

Answers cash_movement.';

alter function api.create_cash_count owner to holdfast_api;
grant execute on function api.create_cash_count to holdfast_web, holdfast_person;
