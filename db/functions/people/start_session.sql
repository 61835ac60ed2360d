-- The second half of POST /v1/auth/login
--
-- The application has verified the password, and says so by the claims: they name the user. The
-- session is for the business that was asked for, or else for the one they have worked for longest.
--
-- For the application alone, like whatever takes a refresh token.
--
-- Fails with  KA002  no-membership
--             KN001  tenant-not-found

create function api.start_session(
    p_tenant_id uuid,
    p_user_id uuid,
    p_token_hash text,
    p_tenant_slug text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_memberships constant api.membership[] := private.memberships(p_user_id);
    v_tenant_id uuid;
begin
    if v_memberships = '{}' then
        raise exception using
            errcode = 'KA002',
            message = 'You do not work for any business here.';
    end if;

    select m.tenant
    into v_tenant_id
    from unnest(v_memberships) with ordinality as m (tenant, slug, role, position)
    where p_tenant_slug is null or m.slug = p_tenant_slug
    order by m.position
    limit 1;

    if not found then
        raise exception using
            errcode = 'KN001',
            message = 'You do not work for a business of that name.',
            column = 'tenant_slug';
    end if;

    return private.open_session(p_user_id, v_tenant_id, p_token_hash, uuidv7());
end;
$$;

comment on function api.start_session is
    'Sign somebody in whose password was right.

The session lasts 30 days, and is renewed whenever its refresh token is used.

Answers session.';

alter function api.start_session owner to holdfast_api;
grant execute on function api.start_session to holdfast_web;
