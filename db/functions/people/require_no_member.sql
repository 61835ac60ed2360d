-- Refuses an address that is a member's.
--
-- Fails with  KC067  already-member

create function private.require_no_member(p_tenant_id uuid, p_email text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.see_users(array(
        select m.user_id
        from data.members as m
        where m.tenant_id = p_tenant_id
    ));

    perform
    from data.members as m
    join data.users as u on u.user_id = m.user_id
    where m.tenant_id = p_tenant_id and u.email = lower(p_email);

    if found then
        raise exception using
            errcode = 'KC067',
            message = 'They work here already.',
            column = 'email';
    end if;
end;
$$;

comment on function private.require_no_member is 'Raise if an address is a member''s.';

grant execute on function private.require_no_member to holdfast_api;
