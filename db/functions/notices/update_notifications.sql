-- PATCH /v1/notifications
--
-- What was due until now is made as it was said until now; what is due from now on, as it is said
-- here, for the bookings that there are too.
--
-- Fails with  KA001                                     not-signed-in
--             KF001                                     forbidden
--             KV550                                     channels-invalid
--             KV551                                     reminders-invalid
--             notification_settings_quiet_hours_whole   quiet-hours-invalid
--             notification_settings_reviews_sane        review-times-invalid

create function api.update_notifications(
    p_tenant_id uuid,
    p_channels jsonb default null,
    p_sender_name data.short_text default null,
    p_reply_to data.email_address default null,
    p_reminder_minutes jsonb default null,
    p_asks_for_reviews boolean default null,
    p_review_delay_minutes integer default null,
    p_review_pause_days integer default null,
    p_review_url data.page_url default null,
    p_quiet_from time default null,
    p_quiet_until time default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_channels constant text[] := private.channels_of(
        p_channels, '{email,push,whatsapp,sms}', 'channels'
    );
    v_reminders constant integer[] := private.reminders_of(p_reminder_minutes);
    v_settings data.notification_settings;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.follow_up(p_tenant_id, now());

    insert into data.notification_settings (tenant_id)
    values (p_tenant_id)
    on conflict (tenant_id) do nothing;

    update data.notification_settings
    set
        channels = private.patched(p_clear, 'channels', v_channels, channels),
        sender_name = private.patched(p_clear, 'sender_name', p_sender_name, sender_name),
        reply_to = private.patched(p_clear, 'reply_to', p_reply_to, reply_to),
        reminder_minutes = private.patched(
            p_clear, 'reminder_minutes', v_reminders, reminder_minutes
        ),
        asks_for_reviews = private.patched(
            p_clear, 'asks_for_reviews', p_asks_for_reviews, asks_for_reviews
        ),
        review_delay_minutes = private.patched(
            p_clear, 'review_delay_minutes', p_review_delay_minutes, review_delay_minutes
        ),
        review_pause_days = private.patched(
            p_clear, 'review_pause_days', p_review_pause_days, review_pause_days
        ),
        review_url = private.patched(p_clear, 'review_url', p_review_url, review_url),
        quiet_from = private.patched(p_clear, 'quiet_from', p_quiet_from, quiet_from),
        quiet_until = private.patched(p_clear, 'quiet_until', p_quiet_until, quiet_until)
    where tenant_id = p_tenant_id
    returning * into v_settings;

    update data.follow_ups
    set due_at = now()
    where tenant_id = p_tenant_id;

    return private.notifications_json(v_settings);
end;
$$;

comment on function api.update_notifications is
    'Say what the business tells its customers and staff, and how.

channels is a list of email, push, whatsapp and sms; what is not in it is off. reminder_minutes are up to
five numbers of minutes before a visit; an empty list is none. Whoever is asked for a review is sent to
review_url. Quiet hours are times of day where
the visit is: what can wait (reminders, requests for reviews, and what staff are told of visits
after them) waits.

Answers notifications.';

alter function api.update_notifications owner to holdfast_api;
grant execute on function api.update_notifications to holdfast_web, holdfast_person;
