-- POST /v1/auth/signup/confirm
--
-- An account that came about since the link was sent stays as it is: whoever follows it is let in.
--
-- Fails with  KA004  link-invalid
--             KA011  second-factor-required
--             KA012  second-factor-wrong

create function api.redeem_sign_up(
    p_tenant_id uuid,
    p_token_hash text,
    p_password_hash text,
    p_name data.short_text default null,
    p_step bigint default null,
    p_recovery_hash text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.user_of_link(
        private.take_link('sign_up'), p_password_hash, p_name
    );
begin
    perform private.pass_second_factor(v_user, p_step, p_recovery_hash);

    return private.admit(v_user, p_token_hash);
end;
$$;

comment on function api.redeem_sign_up is
    'Open the account that was asked for, with a password, and sign in.

Answers session.';

alter function api.redeem_sign_up owner to holdfast_api;
grant execute on function api.redeem_sign_up to holdfast_web;
