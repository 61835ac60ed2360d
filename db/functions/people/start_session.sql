-- The second half of POST /v1/auth/login
--
-- The application has verified the password, and says so by the claims: they name the user. It says
-- as well which hash that was, so that nobody gets in with a password that is being changed; and,
-- if Argon2's parameters have been raised since, the new hash of the same password.
--
-- For the application alone, like whatever takes a refresh token.
--
-- Fails with  KA001  not-signed-in
--             KA010  sign-in-failed
--             KA011  second-factor-required
--             KA012  second-factor-wrong
--             KN001  tenant-not-found

create function api.start_session(
    p_tenant_id uuid,
    p_user_id uuid,
    p_token_hash text,
    p_tenant_slug text default null,
    p_password_hash text default null,
    p_new_password_hash text default null,
    p_step bigint default null,
    p_recovery_hash text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user data.users;
begin
    perform private.require_user();

    select *
    into v_user
    from data.users
    where user_id = p_user_id
    for update;

    if not found or p_password_hash <> v_user.password_hash then
        raise exception using
            errcode = 'KA010',
            message = 'E-mail address and password do not match.';
    end if;

    perform private.pass_second_factor(v_user, p_step, p_recovery_hash);

    update data.users
    set password_hash = p_new_password_hash
    where user_id = p_user_id and p_new_password_hash is not null;

    return private.admit(v_user, p_token_hash, p_tenant_slug);
end;
$$;

comment on function api.start_session is
    'Sign somebody in whose password was right.

The session lasts 30 days, and is renewed whenever its refresh token is used.

Answers session.';

alter function api.start_session owner to holdfast_api;
grant execute on function api.start_session to holdfast_web;
