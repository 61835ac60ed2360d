-- The user who has an e-mail address; nulls if nobody does. From here on the claims name the
-- address, which is what lets its user be seen, and made.

create function private.user_of(p_email text) returns data.users
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_user data.users;
begin
    perform private.add_claims(jsonb_build_object('email', lower(p_email)));

    select *
    into v_user
    from data.users
    where email = lower(p_email);

    return v_user;
end;
$$;

comment on function private.user_of is 'The user who has an e-mail address.';

grant execute on function private.user_of to holdfast_api;
