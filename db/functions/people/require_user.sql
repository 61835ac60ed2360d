-- Whoever has signed in, whatever their role.
--
-- Fails with  KA001  not-signed-in

create function private.require_user() returns data.users
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

    return v_user;
end;
$$;

comment on function private.require_user is 'The user who has signed in.';

grant execute on function private.require_user to holdfast_api;
