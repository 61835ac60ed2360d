-- Refuses whoever does not work here.

create function private.require_staff() returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager', 'staff');
end;
$$;

comment on function private.require_staff is 'Raise unless the caller works for the tenant.';

grant execute on function private.require_staff to holdfast_api;
