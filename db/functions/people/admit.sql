-- Opens the first session of a sign-in: for the business that was asked for, or else for the one
-- that the user has worked for longest, or for none.
--
-- Fails with  KN001  tenant-not-found

create function private.admit(
    p_user data.users,
    p_token_hash text,
    p_tenant_slug text default null
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
begin
    select m.tenant
    into v_tenant_id
    from unnest(private.memberships(p_user.user_id)) with ordinality
        as m (tenant, slug, role, position)
    where p_tenant_slug is null or m.slug = p_tenant_slug
    order by m.position
    limit 1;

    if not found and p_tenant_slug is not null then
        raise exception using
            errcode = 'KN001',
            message = 'You do not work for a business of that name.',
            column = 'tenant_slug';
    end if;

    perform private.greet(p_user.email);

    return private.open_session(p_user.user_id, v_tenant_id, p_token_hash, uuidv7());
end;
$$;

comment on function private.admit is 'Sign somebody in.';

grant execute on function private.admit to holdfast_api;
