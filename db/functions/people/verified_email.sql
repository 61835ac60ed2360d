-- The e-mail address of whoever has signed in, if they have shown that they read it.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified

create function private.verified_email() returns text
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_user data.users;
begin
    select *
    into v_user
    from data.users
    where user_id = private.current_user_id();

    if not found then
        raise exception using
            errcode = 'KA001',
            message = 'Sign in to do this.';
    end if;

    if v_user.email_verified_at is null then
        raise exception using
            errcode = 'KF030',
            message = 'Follow the link in the e-mail that we sent you first.';
    end if;

    return v_user.email;
end;
$$;

comment on function private.verified_email is 'The verified e-mail address of the caller.';

grant execute on function private.verified_email to holdfast_api;
