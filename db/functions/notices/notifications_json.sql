-- The one shape that what a business tells has outside the database.

create function private.notifications_json(p_settings data.notification_settings) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_settings).channels,
        (p_settings).sender_name,
        (p_settings).reply_to,
        (p_settings).reminder_minutes,
        (p_settings).asks_for_reviews,
        (p_settings).review_delay_minutes,
        (p_settings).review_pause_days,
        (p_settings).review_url,
        to_char((p_settings).quiet_from, 'HH24:MI'),
        to_char((p_settings).quiet_until, 'HH24:MI')
    )::api.notifications);

comment on function private.notifications_json is 'What a business tells, as clients see it.';

grant execute on function private.notifications_json to holdfast_api;
