-- The advisory lock of which calendars a person has. Whoever gives them one, or takes one away,
-- takes it before the calendars themselves.

create function private.person_key(p_user_id uuid) returns bigint
    language sql immutable parallel safe
    return uuid_hash_extended(p_user_id, 1);

comment on function private.person_key is 'The advisory lock of which calendars a person has.';

grant execute on function private.person_key to holdfast_api;
