-- What the signed-in user is called; null if nobody is.

create function private.own_name() returns text
    language sql stable
    set search_path = ''
as $$
    select name
    from data.users
    where user_id = private.current_user_id();
$$;

comment on function private.own_name is 'What the signed-in user is called.';

grant execute on function private.own_name to holdfast_api;
