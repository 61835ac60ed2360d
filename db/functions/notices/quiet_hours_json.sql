-- Somebody's quiet hours as they stand beside by which ways they want to be told.

create function private.quiet_hours_json(p_hours private.quiet_hours) returns jsonb
    language sql stable parallel safe
    return jsonb_build_object(
        'quiet_from', to_char((p_hours).quiet_from, 'HH24:MI'),
        'quiet_until', to_char((p_hours).quiet_until, 'HH24:MI'),
        'quiet_time_zone', (p_hours).time_zone
    );

comment on function private.quiet_hours_json is 'Somebody''s quiet hours, as clients see them.';

grant execute on function private.quiet_hours_json to holdfast_api;
