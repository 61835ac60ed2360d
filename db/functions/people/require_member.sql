-- A member who is there.
--
-- Fails with  KN015  member-not-found

create function private.require_member(p_tenant_id uuid, p_user_id uuid) returns data.members
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_member data.members;
begin
    select *
    into v_member
    from data.members
    where tenant_id = p_tenant_id and user_id = p_user_id;

    if not found then
        raise exception using
            errcode = 'KN015',
            message = 'There is no such member.';
    end if;

    return v_member;
end;
$$;

comment on function private.require_member is 'A member who is there.';

grant execute on function private.require_member to holdfast_api;
