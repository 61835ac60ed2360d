-- The one shape an e-mail has outside the database.

create function private.message_json(p_message data.messages) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_message).message_id,
        (p_message).kind,
        (p_message).recipient,
        (p_message).locale,
        (p_message).link_id,
        (p_message).data
    )::api.message);

comment on function private.message_json is 'An e-mail as its sender sees it.';

grant execute on function private.message_json to holdfast_api;
