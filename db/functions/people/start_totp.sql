-- The second half of POST /v1/me/totp
--
-- The application has verified the password, if there is one: whoever has copied a token could keep
-- its owner out by a factor of their own. The secret is encrypted there. It is asked for at the
-- door only once it is confirmed.
--
-- Fails with  KA001  not-signed-in
--             KC061  second-factor-on

create function api.start_totp(p_tenant_id uuid, p_secret text) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.require_user();
begin
    update data.users
    set totp_secret = p_secret, totp_last_step = null
    where user_id = v_user.user_id and totp_on_at is null;

    if not found then
        raise exception using
            errcode = 'KC061',
            message = 'You have a second factor. Switch it off to have another.';
    end if;
end;
$$;

comment on function api.start_totp is
    'Begin to have a second factor.

It is on once `POST /v1/me/totp/confirm` has seen a code of it.

Answers nothing.';

alter function api.start_totp owner to holdfast_api;
grant execute on function api.start_totp to holdfast_web;
