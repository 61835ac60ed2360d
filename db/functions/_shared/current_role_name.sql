-- The role this transaction acts in: owner, manager, staff, customer or guest; null for a DBA who
-- has not said.

create function private.current_role_name() returns text
    language sql stable parallel safe
    return private.current_claims() ->> 'role';

comment on function private.current_role_name is 'Role of the current request.';

grant execute on function private.current_role_name to
    holdfast_api, holdfast_reader, holdfast_sweeper;
