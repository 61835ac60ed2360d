-- Lets somebody in who has a second factor: by the time step of a code that the application has
-- verified, or by a recovery code. Neither is good twice.
--
-- Fails with  KA011  second-factor-required
--             KA012  second-factor-wrong

create function private.pass_second_factor(
    p_user data.users,
    p_step bigint,
    p_recovery_hash text
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_user.totp_on_at is null then
        return;
    end if;

    if p_step is null and p_recovery_hash is null then
        raise exception using
            errcode = 'KA011',
            message = 'Send the code that your device shows as well.',
            column = 'code';
    end if;

    update data.users
    set totp_last_step = p_step
    where user_id = p_user.user_id and coalesce(totp_last_step, 0) < p_step;

    if found then
        return;
    end if;

    update data.recovery_codes
    set used_at = now()
    where
        user_id = p_user.user_id
        and code_hash = decode(p_recovery_hash, 'hex')
        and used_at is null;

    if not found then
        raise exception using
            errcode = 'KA012',
            message = 'The code is wrong, or was used before.',
            column = 'code';
    end if;
end;
$$;

comment on function private.pass_second_factor is
    'Require the second factor of a user who has one.';

grant execute on function private.pass_second_factor to holdfast_api;
