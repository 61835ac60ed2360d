-- POST /v1/customers/{id}/consents
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found
--             KV003  idempotency-mismatch

create function api.record_consent(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_purpose data.consent_purpose,
    p_wording data.body_text,
    p_locale data.locale_tag default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_consent data.consents;
begin
    perform private.require_staff();
    perform private.require_customer(p_tenant_id, p_customer_id, false);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_consent.tenant_id := p_tenant_id;
    v_consent.customer_id := p_customer_id;
    v_consent.purpose := p_purpose;
    v_consent.wording := p_wording;
    v_consent.locale := p_locale;
    v_consent.source := 'staff';
    v_consent.recorded_by := private.current_user_id();

    return private.remember(
        p_tenant_id, 'staff', private.consent_json(private.add_consent(v_consent))
    );
end;
$$;

comment on function api.record_consent is
    'Write down that a customer consented to something: what for, and in which words.

Answers consent.';

alter function api.record_consent owner to holdfast_api;
grant execute on function api.record_consent to holdfast_web, holdfast_person;
