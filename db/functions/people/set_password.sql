-- Gives a user a new password. Everybody else who is signed in as them is signed out; whatever
-- links were on their way are withdrawn; and they are told.

create function private.set_password(
    p_user data.users,
    p_password_hash text,
    p_but uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.users
    set password_hash = p_password_hash
    where user_id = p_user.user_id;

    perform private.end_families(p_user.user_id, p_but);

    update data.one_time_links
    set used_at = now()
    where
        user_id = p_user.user_id
        and purpose in ('reset_password', 'change_email')
        and used_at is null;

    perform private.queue_message(
        null, 'password_changed', p_user.email, coalesce(p_user.locale, 'en')
    );
end;
$$;

comment on function private.set_password is 'Give a user a new password.';

grant execute on function private.set_password to holdfast_api;
