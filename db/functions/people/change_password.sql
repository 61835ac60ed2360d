-- POST /v1/auth/password
--
-- The application has verified the old one.
--
-- Fails with  KA001  not-signed-in

create function api.change_password(p_tenant_id uuid, p_password_hash text) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.set_password(
        private.require_user(), p_password_hash, (private.current_claims() ->> 'sid')::uuid
    );
end;
$$;

comment on function api.change_password is
    'Change your password.

You stay signed in here, and are signed out everywhere else.

Answers nothing.';

alter function api.change_password owner to holdfast_api;
grant execute on function api.change_password to holdfast_web;
