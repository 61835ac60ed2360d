-- POST /v1/auth/switch
--
-- An access token alone does not open a sign-in of its own: the new session is one more of the
-- family that the token comes of (sid), while something of that is good. So whatever ends that
-- sign-in ends this session too, and a token that was copied is worth nothing after it. The family
-- is locked: a session must not be added to it while somebody ends it.
--
-- Fails with  KA001  not-signed-in
--             KA003  refresh-token-invalid
--             KF032  signed-in-elsewhere
--             KN001  tenant-not-found

create function api.switch_tenant(
    p_tenant_id uuid,
    p_tenant uuid,
    p_token_hash text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user_id constant uuid := private.current_user_id();
    v_family_id constant uuid := (private.current_claims() ->> 'sid')::uuid;
begin
    if v_user_id is null then
        raise exception using
            errcode = 'KA001',
            message = 'Sign in to do this.';
    end if;

    if v_family_id is null then
        raise exception using
            errcode = 'KF032',
            message = 'Your token was not made here by signing in, so there is nothing to go on with.';
    end if;

    perform pg_advisory_xact_lock(uuid_hash_extended(v_family_id, 0));

    perform
    from data.sessions
    where
        family_id = v_family_id
        and user_id = v_user_id
        and rotated_at is null
        and revoked_at is null
        and expires_at > now();

    if not found then
        raise exception using
            errcode = 'KA003',
            message = 'Your session has ended. Sign in again.';
    end if;

    perform
    from data.members
    where tenant_id = p_tenant and user_id = v_user_id;

    if not found then
        raise exception using
            errcode = 'KN001',
            message = 'You do not work for such a business.',
            column = 'tenant';
    end if;

    return private.open_session(v_user_id, p_tenant, p_token_hash, v_family_id);
end;
$$;

comment on function api.switch_tenant is
    'Sign in to another of the businesses that you work for.

The session that you have stays as it is. Both are of one sign-in, and end together.

Answers session.';

alter function api.switch_tenant owner to holdfast_api;
grant execute on function api.switch_tenant to holdfast_web;
