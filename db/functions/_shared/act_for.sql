-- For people at a psql prompt: every later transaction of this session acts for a business, in a
-- role. To stop, reset request.claims.
--
-- Fails with  KN001  tenant-not-found
--             KV001  role-unknown

create function private.act_for(p_slug text, p_role text default 'owner') returns uuid
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_user_id uuid;
begin
    if p_role not in ('owner', 'manager', 'staff', 'guest') then
        raise exception using
            errcode = 'KV001',
            message = 'A role is owner, manager, staff or guest.',
            column = 'role';
    end if;

    select tenant_id into v_tenant_id from data.directory where slug = p_slug;

    if v_tenant_id is null then
        raise exception using
            errcode = 'KN001',
            message = 'There is no business of that name.',
            column = 'slug';
    end if;

    perform set_config(
        'request.claims',
        jsonb_build_object('tenant_id', v_tenant_id, 'role', p_role)::text,
        false
    );

    -- With the tenant's claims set, its members can be seen.
    select user_id
    into v_user_id
    from data.members
    where tenant_id = v_tenant_id and role = p_role
    order by created_at, user_id
    limit 1;

    perform set_config(
        'request.claims',
        jsonb_strip_nulls(jsonb_build_object(
            'tenant_id', v_tenant_id, 'role', p_role, 'sub', v_user_id
        ))::text,
        false
    );

    return v_tenant_id;
end;
$$;

comment on function private.act_for is
    'Act for a business, in a role, from now on in this psql session.';

alter function private.act_for owner to holdfast_api;
grant execute on function private.act_for to holdfast_person;
