-- The one shape a session has outside the database. Without its token: of that, only a hash is
-- known.

create function private.session_json(p_session data.sessions) returns jsonb
    language sql stable parallel safe
begin atomic
    select to_jsonb(row(
        (p_session).user_id,
        (p_session).session_id,
        (p_session).family_id,
        (p_session).tenant_id,
        coalesce(m.role, private.role_at_large(u.user_id)),
        u.name,
        u.email,
        private.memberships(u.user_id)
    )::api.session)
    from data.users as u
    left join data.members as m
        on m.tenant_id = (p_session).tenant_id and m.user_id = u.user_id
    where u.user_id = (p_session).user_id;
end;

comment on function private.session_json is 'A session as the application sees it.';

grant execute on function private.session_json to holdfast_api;
