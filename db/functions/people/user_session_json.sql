-- The one shape that a sign-in has outside the database. Its id tells when it began (RFC 9562): the
-- first of its tokens may be gone by now.

create function private.user_session_json(p_session data.sessions) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_session).family_id,
        private.utc(date_trunc('second', uuid_extract_timestamp((p_session).family_id))),
        private.utc((p_session).created_at),
        private.utc((p_session).expires_at),
        (p_session).family_id is not distinct from (private.current_claims() ->> 'sid')::uuid
    )::api.user_session);

comment on function private.user_session_json is 'A sign-in as its user sees it.';

grant execute on function private.user_session_json to holdfast_api;
