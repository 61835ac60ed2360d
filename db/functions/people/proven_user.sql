-- Whoever has proven that an e-mail address is theirs, by a link that was sent to it. Who has no
-- account gets one, with this name and password; who has one keeps it as it is. From here on the
-- request is theirs.

create function private.proven_user(
    p_email text,
    p_name text,
    p_password_hash text,
    p_locale text default null
) returns data.users
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_user data.users := private.user_of(p_email);
begin
    if v_user.user_id is null then
        v_user.user_id := uuidv7();
        -- What row security lets somebody make who has proven it, and nobody else.
        perform private.add_claims(jsonb_build_object(
            'sub', v_user.user_id, 'proven_email', lower(p_email)
        ));

        insert into data.users (user_id, email, name, password_hash, locale)
        values (v_user.user_id, lower(p_email), p_name, p_password_hash, p_locale)
        -- Somebody may follow another link to that address at the same moment.
        on conflict (email) do nothing;

        v_user := private.user_of(p_email);
    end if;

    perform private.add_claims(jsonb_build_object('sub', v_user.user_id));

    update data.users
    set email_verified_at = now()
    where user_id = v_user.user_id
    returning * into v_user;

    return v_user;
end;
$$;

comment on function private.proven_user is 'The user whose e-mail address has been proven.';

grant execute on function private.proven_user to holdfast_api;
