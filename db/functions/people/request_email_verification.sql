-- POST /v1/auth/email/verification
--
-- Fails with  KA001  not-signed-in
--             KL002  too-many-attempts

create function api.request_email_verification(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.require_user();
begin
    perform private.throttle_post(v_user.email);

    if v_user.email_verified_at is null then
        perform private.queue_message(
            null, 'verify_email', v_user.email, coalesce(v_user.locale, 'en'), '{}',
            private.make_link('verify_email', v_user.email, interval '24 hours', v_user.user_id)
        );
    end if;
end;
$$;

comment on function api.request_email_verification is
    'Ask for a link that proves that your e-mail address is yours.

None is sent if you have proved it already.

Answers nothing.';

alter function api.request_email_verification owner to holdfast_api;
grant execute on function api.request_email_verification to holdfast_web;
