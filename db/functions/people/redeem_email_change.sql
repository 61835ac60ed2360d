-- POST /v1/auth/email/confirm
--
-- Fails with  KA004            link-invalid
--             KC060            account-exists
--             users_email_key  account-exists (since this moment)

create function api.redeem_email_change(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_link constant data.one_time_links := private.take_link('change_email');
    v_user constant data.users := private.user_of(v_link.email);
begin
    if v_user.user_id is not null then
        raise exception using
            errcode = 'KC060',
            message = 'There is an account with this address by now.';
    end if;

    perform private.add_claims(jsonb_build_object('sub', v_link.user_id));

    update data.users
    set email = v_link.email, email_verified_at = now()
    where user_id = v_link.user_id;
end;
$$;

comment on function api.redeem_email_change is
    'Sign in with another e-mail address from now on.

Answers nothing.';

alter function api.redeem_email_change owner to holdfast_api;
grant execute on function api.redeem_email_change to holdfast_web;
