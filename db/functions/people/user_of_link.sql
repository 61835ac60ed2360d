-- Whoever follows a link that was sent to their e-mail address, and thereby proves that it is
-- theirs. Who has no account gets one; who has one keeps it as it is, whatever the link says. From
-- here on the request is theirs.

create function private.user_of_link(p_link data.one_time_links) returns data.users
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_user data.users := private.user_of(p_link.email);
begin
    if v_user.user_id is null then
        insert into data.users (email, name, password_hash, locale)
        values (
            p_link.email,
            coalesce(p_link.data ->> 'name', left(split_part(p_link.email, '@', 1), 120)),
            p_link.data ->> 'password_hash',
            p_link.data ->> 'locale'
        )
        -- Somebody may follow another link to that address at the same moment.
        on conflict (email) do nothing;
        v_user := private.user_of(p_link.email);
    end if;

    perform private.begin_claims(
        private.current_claims() || jsonb_build_object('sub', v_user.user_id), false
    );

    update data.users
    set email_verified_at = now()
    where user_id = v_user.user_id
    returning * into v_user;

    return v_user;
end;
$$;

comment on function private.user_of_link is 'The user whose e-mail address a link was sent to.';

grant execute on function private.user_of_link to holdfast_api;
