-- The first half of POST /v1/auth/login
--
-- The application verifies the password: Argon2 is made to be slow, and not here. The claims carry
-- the e-mail address, which is what lets its user be seen before anybody has signed in. Somebody
-- who is not there is no error: the application takes as long over them as over anybody.
--
-- The try is paid for here, before anybody knows how it ends: what start_session would take would
-- be given back when it fails.
--
-- For the application alone: people at a psql prompt have no business with hashes.
--
-- Fails with  KL002  too-many-attempts

create function api.find_credentials(p_tenant_id uuid, p_email text) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user data.users;
begin
    perform private.throttle_address();
    perform private.take_from_bucket(private.account_bucket(p_email), 10, 0.2);

    select *
    into v_user
    from data.users
    where email = lower(p_email);

    return to_jsonb(row(v_user.user_id, v_user.password_hash)::api.credentials);
end;
$$;

comment on function api.find_credentials is
    'What the password of whoever signs in is verified against.

Answers credentials.';

alter function api.find_credentials owner to holdfast_api;
grant execute on function api.find_credentials to holdfast_web;
