-- POST /v1/auth/email/verify
--
-- Fails with  KA004  link-invalid

create function api.verify_email(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_link constant data.one_time_links := private.take_link('verify_email');
begin
    perform private.add_claims(jsonb_build_object('sub', v_link.user_id));

    update data.users
    set email_verified_at = now()
    where user_id = v_link.user_id and email = v_link.email;

    if not found then
        raise exception using
            errcode = 'KA004',
            message = 'The link was sent to another address. Ask for a new one.',
            column = 'token';
    end if;
end;
$$;

comment on function api.verify_email is
    'Prove by a link that an e-mail address is yours.

Answers nothing.';

alter function api.verify_email owner to holdfast_api;
grant execute on function api.verify_email to holdfast_web;
