-- The one shape that whoever has signed in has outside the database.

create function private.me_json(p_user data.users) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_user).user_id,
        (p_user).name,
        (p_user).email,
        (p_user).email_verified_at is not null,
        (p_user).locale,
        (p_user).totp_on_at is not null,
        private.current_tenant_id(),
        private.current_role_name(),
        private.memberships((p_user).user_id)
    )::api.me);

comment on function private.me_json is 'A user as they see themselves.';

grant execute on function private.me_json to holdfast_api;
