-- Refuses a new booking at a business that takes none, and letters in its name to people it does
-- not know yet. What it has goes on: it is read, moved, cancelled and completed.
--
-- Fails with  KF002  tenant-suspended

create function private.require_active(p_tenant_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if not private.is_active(p_tenant_id) then
        raise exception using
            errcode = 'KF002',
            message = 'This business takes no bookings at the moment.';
    end if;
end;
$$;

comment on function private.require_active is 'Raise unless a business takes new bookings.';

grant execute on function private.require_active to holdfast_api;
