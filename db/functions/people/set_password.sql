-- Gives a user a new password. Everybody else who is signed in as them is signed out; whatever
-- links would let somebody in, and are on their way to them or to their address, are withdrawn; and
-- they are told.

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
    -- What row security shows links to an address by.
    perform private.add_claims(jsonb_build_object('email', p_user.email));

    update data.one_time_links
    set used_at = now()
    where
        used_at is null
        and (
            user_id = p_user.user_id and purpose in ('reset_password', 'change_email')
            or email = p_user.email and purpose in ('sign_in', 'sign_up')
        );

    perform private.queue_message(
        null, 'password_changed', p_user.email, coalesce(p_user.locale, 'en')
    );
end;
$$;

comment on function private.set_password is 'Give a user a new password.';

grant execute on function private.set_password to holdfast_api;
