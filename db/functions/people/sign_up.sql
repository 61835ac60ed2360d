-- POST /v1/auth/signup
--
-- Whoever has the address is sent a link, and following that opens the account, with a password
-- that is chosen then: so nobody can have one with somebody else's address, nor have a password
-- ready for it. Who has an account already is told so, by e-mail and in no other way: what is
-- written and answered is the same.
--
-- Fails with  KL002  too-many-attempts

create function api.sign_up(
    p_tenant_id uuid,
    p_email data.email_address,
    p_name data.short_text default null,
    p_locale data.locale_tag default null
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user data.users;
    v_link_id uuid;
begin
    perform private.throttle_post(p_email);
    v_user := private.user_of(p_email);

    if v_user.user_id is null then
        v_link_id := private.make_link(
            'sign_up', p_email, interval '24 hours', null, null,
            jsonb_build_object('name', p_name, 'locale', p_locale)
        );
    else
        v_link_id := private.make_link(
            'reset_password', p_email, interval '1 hour', v_user.user_id
        );
    end if;

    perform private.queue_message(
        null,
        case when v_user.user_id is null then 'sign_up' else 'account_exists' end,
        p_email, coalesce(v_user.locale, p_locale, 'en'), '{}', v_link_id
    );
end;
$$;

comment on function api.sign_up is
    'Ask for an account.

The password is chosen by whoever follows the link.

Answers nothing.';

alter function api.sign_up owner to holdfast_api;
grant execute on function api.sign_up to holdfast_web;
