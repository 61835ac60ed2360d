-- POST /v1/customers/{id}/consents/{consent_id}/withdraw
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found
--             KN029  consent-not-found
--             KV003  idempotency-mismatch

create function api.withdraw_consent(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_consent_id uuid
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
begin
    perform private.require_staff();
    perform private.require_customer(p_tenant_id, p_customer_id, false);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    return private.remember(p_tenant_id, 'staff', private.consent_json(
        private.end_consent(p_tenant_id, p_customer_id, null, p_consent_id)
    ));
end;
$$;

comment on function api.withdraw_consent is
    'Write down that a customer withdrew a consent; the first time counts.

Answers consent.';

alter function api.withdraw_consent owner to holdfast_api;
grant execute on function api.withdraw_consent to holdfast_web, holdfast_person;
