-- POST /v1/tenants/{slug}/bookings/{id}/consents/{consent_id}/withdraw
--
-- Whoever holds the token of a booking sees and ends what was given with that booking: anybody can
-- type anybody's e-mail address, and what else the customer agreed to is not theirs to know.
--
-- Fails with  KN003  booking-not-found
--             KN029  consent-not-found
--             KV003  idempotency-mismatch

create function api.withdraw_booking_consent(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_consent_id uuid
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_booking data.bookings;
    v_answer jsonb;
begin
    v_booking := private.require_booking(p_tenant_id, p_booking_id, false);
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    return private.remember(p_tenant_id, v_caller, private.consent_json(
        private.end_consent(p_tenant_id, v_booking.customer_id, p_booking_id, p_consent_id)
    ));
end;
$$;

comment on function api.withdraw_booking_consent is
    'Withdraw what was consented to with a booking; the first time counts.

Answers consent.';

alter function api.withdraw_booking_consent owner to holdfast_api;
grant execute on function api.withdraw_booking_consent to holdfast_web, holdfast_person;
