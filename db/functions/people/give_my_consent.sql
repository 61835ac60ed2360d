-- POST /v1/me/bookings/{id}/consents
--
-- The same function as for a guest with the manage token does it.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN003  booking-not-found
--             KV003  idempotency-mismatch

create function api.give_my_consent(
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
    v_business private.my_business;
begin
    v_business := private.open_my_booking(p_booking_id);

    return api.give_consent(
        v_business.tenant_id, p_booking_id, p_purpose, p_wording, p_locale
    );
end;
$$;

comment on function api.give_my_consent is
    'Consent to something, with a booking of yours.

Answers consent.';

alter function api.give_my_consent owner to holdfast_api;
grant execute on function api.give_my_consent to holdfast_web, holdfast_person;
