-- POST /v1/customers/{id}/points
--
-- Fails with  KA001  not-signed-in
--             KC120  not-enough-left
--             KF001  forbidden
--             KN004  customer-not-found
--             KV003  idempotency-mismatch
--             KV175  nothing-to-adjust

create function api.adjust_points(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_points integer,
    p_reason data.body_text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_customer(p_tenant_id, p_customer_id, false);

    return private.remember(p_tenant_id, 'staff', private.adjust(
        p_tenant_id, p_customer_id, 'points', p_points, 'PTS', p_reason
    ));
end;
$$;

comment on function api.adjust_points is
    'Give a customer points, or take some.

points is how many to give; fewer than none are taken, and no more than there are.

Answers adjustment.';

alter function api.adjust_points owner to holdfast_api;
grant execute on function api.adjust_points to holdfast_web, holdfast_person;
