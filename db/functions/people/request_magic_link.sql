-- POST /v1/auth/magic-link
--
-- To an address that nobody knows as well: following the link opens an account.
--
-- Fails with  KL002  too-many-attempts

create function api.request_magic_link(
    p_tenant_id uuid,
    p_email data.email_address,
    p_locale data.locale_tag default null
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
        null, 'sign_in', p_email, coalesce(
            v_user.locale, p_locale, (private.record_of(p_email)).locale, 'en'
        ), '{}',
        private.make_link(
            'sign_in', p_email, interval '15 minutes', null, null,
            jsonb_build_object('locale', p_locale)
        )
    );
end;
$$;

comment on function api.request_magic_link is
    'Ask for a link to sign in with.

Answers nothing.';

alter function api.request_magic_link owner to holdfast_api;
grant execute on function api.request_magic_link to holdfast_web;
