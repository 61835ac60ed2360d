-- POST /v1/tenants/{slug}/bookings/{id}/consents
--
-- Whoever holds the token of a booking sees and ends what was given with that booking: anybody can
-- type anybody's e-mail address, and what else the customer agreed to is not theirs to know.
--
-- Fails with  KN003  booking-not-found
--             KV003  idempotency-mismatch

create function api.give_consent(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_purpose data.consent_purpose,
    p_wording data.body_text,
    p_locale data.locale_tag default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_booking data.bookings;
    v_answer jsonb;
    v_consent data.consents;
begin
    v_booking := private.require_booking(p_tenant_id, p_booking_id, false);
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    -- Nobody merges the customer between this and what follows.
    v_booking.customer_id := (private.known_customer(
        p_tenant_id, row(v_booking.customer_id, null, null, null)::api.contact
    )).customer_id;

    v_consent.tenant_id := p_tenant_id;
    v_consent.customer_id := v_booking.customer_id;
    v_consent.booking_id := p_booking_id;
    v_consent.purpose := p_purpose;
    v_consent.wording := p_wording;
    v_consent.locale := coalesce(p_locale, v_booking.locale);
    v_consent.source := case
        when not private.is_guest() then 'staff'
        when private.current_claims() ? 'account' then 'account'
        else 'guest'
    end;
    v_consent.recorded_by := private.current_user_id();

    return private.remember(
        p_tenant_id, v_caller, private.consent_json(private.add_consent(v_consent))
    );
end;
$$;

comment on function api.give_consent is
    'Consent to something, with a booking: what for, and in which words.

Answers consent.';

alter function api.give_consent owner to holdfast_api;
grant execute on function api.give_consent to holdfast_web, holdfast_person;
