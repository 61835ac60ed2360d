-- The user who signed in, or null for a guest.

create function private.current_user_id() returns uuid
    language sql stable parallel safe
    return (private.current_claims() ->> 'sub')::uuid;

comment on function private.current_user_id is 'User of the current request.';

grant execute on function private.current_user_id to holdfast_api, holdfast_reader, holdfast_relay;
