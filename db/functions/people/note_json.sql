-- The one shape a note has outside the database.

create function private.note_json(p_note data.customer_notes) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_note).note_id,
        (p_note).body,
        (p_note).author_id,
        (p_note).author_name,
        private.utc((p_note).created_at),
        private.utc((p_note).updated_at)
    )::api.note);

comment on function private.note_json is 'A note as clients see it.';

grant execute on function private.note_json to holdfast_api;
