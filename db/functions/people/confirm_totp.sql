-- The second half of POST /v1/me/totp/confirm
--
-- The application has verified the code, and says of which time step and of which secret it is; of
-- a wrong one it says no step. A secret that another has taken the place of meanwhile is not
-- confirmed. Recovery codes are 80 bits at random and more, so a plain hash hides them.
--
-- Fails with  KA001  not-signed-in
--             KC061  second-factor-on
--             KC062  second-factor-not-begun
--             KV070  code-wrong

create function api.confirm_totp(
    p_tenant_id uuid,
    p_recovery_hashes jsonb,
    p_step bigint default null,
    p_secret text default null
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user data.users := private.require_user();
begin
    select *
    into v_user
    from data.users
    where user_id = v_user.user_id
    for update;

    if v_user.totp_on_at is not null then
        raise exception using
            errcode = 'KC061',
            message = 'It is on already.';
    end if;

    if v_user.totp_secret is null then
        raise exception using
            errcode = 'KC062',
            message = 'Ask for a secret first.';
    end if;

    if p_step is null or p_secret is distinct from v_user.totp_secret then
        raise exception using
            errcode = 'KV070',
            message = 'is not what your device should show now',
            column = 'code';
    end if;

    update data.users
    set totp_on_at = now(), totp_last_step = p_step
    where user_id = v_user.user_id;

    delete from data.recovery_codes
    where user_id = v_user.user_id;

    insert into data.recovery_codes (user_id, code_hash)
    select v_user.user_id, decode(hash, 'hex')
    from jsonb_array_elements_text(p_recovery_hashes) as hash;

    perform private.queue_message(
        null, 'second_factor_on', v_user.email, coalesce(v_user.locale, 'en')
    );
end;
$$;

comment on function api.confirm_totp is
    'Switch the second factor on.

The recovery codes are shown this once. Each signs you in once without your device.

Answers nothing.';

alter function api.confirm_totp owner to holdfast_api;
grant execute on function api.confirm_totp to holdfast_web;
