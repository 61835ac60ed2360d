-- POST /v1/auth/email
--
-- The application has verified the password. It takes effect when the link is followed that goes to
-- the new address; the old one is told. If somebody has the new address already they, and nobody
-- else, are told that.
--
-- Fails with  KA001  not-signed-in
--             KL002  too-many-attempts

create function api.request_email_change(p_tenant_id uuid, p_email data.email_address) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_me constant data.users := private.require_user();
    v_user data.users;
begin
    perform private.throttle_post(p_email);
    v_user := private.user_of(p_email);
    perform private.queue_message(
        null,
        case when v_user.user_id is null then 'change_email' else 'account_exists' end,
        p_email, coalesce(v_user.locale, v_me.locale, 'en'), '{}',
        private.make_link(
            case when v_user.user_id is null then 'change_email' else 'reset_password' end,
            p_email,
            case when v_user.user_id is null then interval '24 hours' else interval '1 hour' end,
            coalesce(v_user.user_id, v_me.user_id)
        )
    );
    perform private.queue_message(
        null, 'email_change_notice', v_me.email, coalesce(v_me.locale, 'en')
    );
end;
$$;

comment on function api.request_email_change is
    'Ask to sign in with another e-mail address from now on.

Answers nothing.';

alter function api.request_email_change owner to holdfast_api;
grant execute on function api.request_email_change to holdfast_web;
