-- Refuses a new booking at a business that takes none, and letters in its name to people it does
-- not know yet. What it has goes on: it is read, moved, cancelled and completed.
--
-- Whoever works there is told if it is a matter of paying for it; nobody else is.
--
-- Fails with  KF002  tenant-suspended
--             KF160  subscription-lapsed

create function private.require_active(p_tenant_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if private.is_active(p_tenant_id) then
        return;
    end if;

    if private.has_role('{owner,manager,staff}') then
        perform private.require_paid(p_tenant_id);
    end if;

    raise exception using
        errcode = 'KF002',
        message = 'This business takes no bookings at the moment.';
end;
$$;

comment on function private.require_active is 'Raise unless a business takes new bookings.';

grant execute on function private.require_active to holdfast_api;
