-- The one shape an event has outside the database.

create function private.event_json(p_event data.events) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_event).event_id,
        (p_event).type,
        (p_event).sequence,
        (p_event).subject_id,
        (p_event).subject_version,
        private.utc((p_event).occurred_at),
        (p_event).actor_id,
        (p_event).data
    )::api.event);

comment on function private.event_json is 'An event as clients see it.';

grant execute on function private.event_json to holdfast_api;
