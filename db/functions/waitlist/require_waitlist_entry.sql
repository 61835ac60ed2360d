-- An entry of the waitlist, if the caller may see it: owners and managers see all of their
-- business, staff those that wait for them or for anyone, a guest the one whose manage token they
-- bring. For everybody else it does not exist.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN012  waitlist-entry-not-found

create function private.require_waitlist_entry(p_tenant_id uuid, p_entry_id uuid)
returns data.waitlist
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_entry data.waitlist;
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    select *
    into v_entry
    from data.waitlist
    where tenant_id = p_tenant_id and entry_id = p_entry_id;

    if not found or not coalesce(
        case v_claims ->> 'role'
            when 'owner' then true
            when 'manager' then true
            when 'staff' then private.is_of_mine(v_entry)
            when 'guest' then v_claims ->> 'manage_token'
            = private.manage_token(p_tenant_id, p_entry_id)
        end,
        false
    ) then
        raise exception using
            errcode = 'KN012',
            message = 'There is no such entry on the waitlist.';
    end if;

    return v_entry;
end;
$$;

comment on function private.require_waitlist_entry is 'An entry that the caller may see.';

grant execute on function private.require_waitlist_entry to holdfast_api;
