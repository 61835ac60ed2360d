-- The second half of POST /v1/me/totp/disable
--
-- The application has verified the password.
--
-- Fails with  KA001  not-signed-in
--             KA011  second-factor-required
--             KA012  second-factor-wrong
--             KC062  second-factor-not-begun

create function api.disable_totp(
    p_tenant_id uuid,
    p_step bigint default null,
    p_recovery_hash text default null
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.require_user();
begin
    if v_user.totp_on_at is null then
        raise exception using
            errcode = 'KC062',
            message = 'You have no second factor.';
    end if;

    perform private.pass_second_factor(v_user, p_step, p_recovery_hash);

    update data.users
    set totp_secret = null, totp_on_at = null, totp_last_step = null
    where user_id = v_user.user_id;

    delete from data.recovery_codes
    where user_id = v_user.user_id;

    perform private.queue_message(
        null, 'second_factor_off', v_user.email, coalesce(v_user.locale, 'en')
    );
end;
$$;

comment on function api.disable_totp is
    'Switch the second factor off.

Answers nothing.';

alter function api.disable_totp owner to holdfast_api;
grant execute on function api.disable_totp to holdfast_web;
