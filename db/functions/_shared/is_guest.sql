-- Whether the caller is of the public: sees what a business shows to everybody.

create function private.is_guest() returns boolean
    language sql stable parallel safe
    return coalesce(private.current_role_name() = 'guest', false);

comment on function private.is_guest is 'Whether the caller has not signed in.';

grant execute on function private.is_guest to holdfast_api;
