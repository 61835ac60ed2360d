-- PATCH /v1/me/profiles/{tenant_slug}/notifications
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN030  profile-not-found
--             KV550  channels-invalid
--             customer_quiet_hours_whole  quiet-hours-invalid

create function api.update_my_notifications(
    p_tenant_id uuid,
    p_tenant_slug data.slug,
    p_bookings jsonb default null,
    p_reminders jsonb default null,
    p_reviews jsonb default null,
    p_quiet_from time default null,
    p_quiet_until time default null,
    p_quiet_time_zone data.time_zone default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_mine data.customer_mutes;
begin
    v_mine := private.open_my_profile(p_tenant_slug);
    insert into data.customer_quiet_hours as q (tenant_id, customer_id, quiet_from, quiet_until, time_zone)
    values (v_mine.tenant_id, v_mine.customer_id, p_quiet_from, p_quiet_until, p_quiet_time_zone)
    on conflict (tenant_id, customer_id) do update
    set
        quiet_from = private.patched(p_clear, 'quiet_from', p_quiet_from, q.quiet_from),
        quiet_until = private.patched(p_clear, 'quiet_until', p_quiet_until, q.quiet_until),
        time_zone = private.patched(
            p_clear, 'quiet_time_zone', p_quiet_time_zone, q.time_zone
        );

    return private.choose_notifications(v_mine, p_bookings, p_reminders, p_reviews)
        || private.quiet_hours_json(
            private.own_quiet_hours(v_mine.tenant_id, 'customer', v_mine.customer_id)
        );
end;
$$;

comment on function api.update_my_notifications is
    'Say by which ways a business may tell you anything: lists of email, push, whatsapp and sms.

What becomes of your bookings is told by e-mail in any case, and at once. Quiet hours of your own come
in place of those of the business.

Answers profile_choice.';

alter function api.update_my_notifications owner to holdfast_api;
grant execute on function api.update_my_notifications to holdfast_web, holdfast_person;
