-- What somebody may do who acts for no business.

create function private.role_at_large(p_user_id uuid) returns text
    language sql stable parallel safe
    return case when p_user_id is not null then 'customer' end;

comment on function private.role_at_large is 'The role of a user who acts for no business.';

grant execute on function private.role_at_large to holdfast_api;
