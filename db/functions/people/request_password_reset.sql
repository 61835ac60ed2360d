-- POST /v1/auth/password/forgot
--
-- Where nobody has an account the address is told that, with a link that opens one: what is written
-- and answered is the same.
--
-- Fails with  KL002  too-many-attempts

create function api.request_password_reset(
    p_tenant_id uuid,
    p_email data.email_address
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user data.users;
begin
    perform private.throttle_post(p_email);
    v_user := private.user_of(p_email);
    perform private.queue_message(
        null,
        case when v_user.user_id is null then 'no_account' else 'reset_password' end,
        p_email, coalesce(v_user.locale, 'en'), '{}',
        private.make_link(
            case when v_user.user_id is null then 'sign_in' else 'reset_password' end,
            p_email, interval '1 hour', v_user.user_id
        )
    );
end;
$$;

comment on function api.request_password_reset is
    'Ask for a link to choose a new password with.

Answers nothing.';

alter function api.request_password_reset owner to holdfast_api;
grant execute on function api.request_password_reset to holdfast_web;
