-- PATCH /v1/me/profiles/{tenant_slug}/notifications
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN030  profile-not-found
--             KV550  channels-invalid

create function api.update_my_notifications(
    p_tenant_id uuid,
    p_tenant_slug data.slug,
    p_bookings jsonb default null,
    p_reminders jsonb default null,
    p_reviews jsonb default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_mine data.customer_mutes;
begin
    v_mine := private.open_my_profile(p_tenant_slug);
    return private.choose_notifications(v_mine, p_bookings, p_reminders, p_reviews);
end;
$$;

comment on function api.update_my_notifications is
    'Say by which ways a business may tell you anything: lists of email, push, whatsapp and sms.

What becomes of your bookings is told by e-mail in any case.

Answers customer_choice.';

alter function api.update_my_notifications owner to holdfast_api;
grant execute on function api.update_my_notifications to holdfast_web, holdfast_person;
