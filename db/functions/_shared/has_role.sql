-- Whether this transaction acts in one of these roles; false if nobody has said in which. Bare and
-- inlinable on purpose: policies ask it.

create function private.has_role(p_roles text[]) returns boolean
    language sql stable parallel safe
    return coalesce(private.current_role_name() = any(p_roles), false);

comment on function private.has_role is 'Whether the caller has one of these roles.';

grant execute on function private.has_role to holdfast_api, holdfast_reader, holdfast_sweeper;
