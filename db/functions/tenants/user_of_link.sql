-- The user whose e-mail address a link proves. Whoever has none is made one, with a name and a
-- password; whoever has one keeps both.
--
-- Fails with  KV043  password-required

create function private.user_of_link(
    p_link data.one_time_links,
    p_password_hash text
) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_user_id uuid;
begin
    select user_id into v_user_id from data.users where email = (p_link).email;

    if found then
        return v_user_id;
    end if;

    if p_password_hash is null then
        raise exception using
            errcode = 'KV043',
            message = 'Choose a password for your account.',
            column = 'password';
    end if;

    insert into data.users (email, name, password_hash)
    values ((p_link).email, (p_link).data ->> 'name', p_password_hash)
    returning user_id into v_user_id;

    return v_user_id;
end;
$$;

comment on function private.user_of_link is 'The user whose e-mail address a link proves.';

grant execute on function private.user_of_link to holdfast_api;
