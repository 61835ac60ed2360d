-- PATCH /v1/tenants/{slug}/bookings/{id}/notifications
--
-- It is said of this booking: anybody can type anybody's e-mail address into a form, and gets a
-- token for it; what whoever has that address is told of their other bookings is not theirs to say.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KC550  unsubscribed
--             KV550  channels-invalid

create function api.update_booking_notifications(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_bookings jsonb default null,
    p_reminders jsonb default null,
    p_reviews jsonb default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_mute data.customer_mutes;
begin
    -- Locked: so nobody makes it another customer's meanwhile.
    v_mute.tenant_id := p_tenant_id;
    v_mute.booking_id := p_booking_id;
    v_mute.customer_id := (private.require_booking(p_tenant_id, p_booking_id, true)).customer_id;

    return private.choose_notifications(v_mute, p_bookings, p_reminders, p_reviews);
end;
$$;

comment on function api.update_booking_notifications is
    'Say by which ways you want to be told of a booking: lists of email, push, whatsapp and sms.

What becomes of the booking is told by e-mail in any case. What was switched off for all bookings,
by the link in a notice or with an account, stays off, and is switched on again in the same way.

Answers customer_choice.';

alter function api.update_booking_notifications owner to holdfast_api;
grant execute on function api.update_booking_notifications to holdfast_web, holdfast_person;
