-- POST /v1/auth/password/reset
--
-- A link that was sent to an address which is theirs no more is as good as none.
--
-- Fails with  KA004  link-invalid
--             KA011  second-factor-required
--             KA012  second-factor-wrong

create function api.reset_password(
    p_tenant_id uuid,
    p_token_hash text,
    p_password_hash text,
    p_step bigint default null,
    p_recovery_hash text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_link constant data.one_time_links := private.take_link('reset_password');
    v_user data.users := private.user_of(v_link.email);
begin
    if v_user.user_id is distinct from v_link.user_id then
        raise exception using
            errcode = 'KA004',
            message = 'The link was sent to another address. Ask for a new one.',
            column = 'token';
    end if;

    v_user := private.user_of_link(v_link);
    perform private.pass_second_factor(v_user, p_step, p_recovery_hash);
    perform private.set_password(v_user, p_password_hash, null);

    return private.admit(v_user, p_token_hash);
end;
$$;

comment on function api.reset_password is
    'Choose a new password by a link, and sign in.

Whoever is signed in as this user is signed out.

Answers session.';

alter function api.reset_password owner to holdfast_api;
grant execute on function api.reset_password to holdfast_web;
