-- Whether the caller works for the tenant.

create function private.is_staff() returns boolean
    language sql stable parallel safe
    return coalesce(private.current_role_name() in ('owner', 'manager', 'staff'), false);

comment on function private.is_staff is 'Whether the caller works for the tenant.';

grant execute on function private.is_staff to holdfast_api;
