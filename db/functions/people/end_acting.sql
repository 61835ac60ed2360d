-- POST /v1/act-for/end
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF017  not-acting
--             KV003  idempotency-mismatch

create function api.end_acting(p_tenant_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_acting data.acting;
begin
    perform private.require_acting();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    update data.acting
    set ended_at = now()
    where
        tenant_id = p_tenant_id
        and acting_id = (private.current_claims() ->> 'acting')::uuid
    returning * into v_acting;

    return private.remember(p_tenant_id, 'staff', private.acting_json(v_acting));
end;
$$;

comment on function api.end_acting is
    'Act for a business no longer.

The token is good for nothing from then on.

Answers acting.';

alter function api.end_acting owner to holdfast_api;
grant execute on function api.end_acting to holdfast_web;
