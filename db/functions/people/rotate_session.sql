-- POST /v1/auth/refresh
--
-- A refresh token is used once. One that comes a second time has been copied: whoever has the copy,
-- the thief or the owner, everything that came of that sign-in ends. That has to stay although the
-- caller is refused, so it is an answer, {"reused": true}, and not an exception, which would undo
-- it; the application makes a 401 of it.
--
-- The claims carry the hash too: it is what lets the session be seen. Role and memberships are read
-- anew, so a change of role holds from the next refresh on.
--
-- Fails with  KA003  refresh-token-invalid

create function api.rotate_session(
    p_tenant_id uuid,
    p_token_hash text,
    p_new_token_hash text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_session constant data.sessions := private.take_session(p_token_hash);
begin
    if v_session.rotated_at is not null and v_session.revoked_at is null then
        perform private.revoke_family(v_session.family_id);
        return jsonb_build_object('reused', true);
    end if;

    if v_session.revoked_at is null and v_session.expires_at > now() then
        update data.sessions
        set rotated_at = now()
        where session_id = v_session.session_id;

        return private.open_session(
            v_session.user_id, v_session.tenant_id, p_new_token_hash, v_session.family_id
        );
    end if;

    raise exception using
        errcode = 'KA003',
        message = 'Your session has ended. Sign in again.';
end;
$$;

comment on function api.rotate_session is
    'Renew a session: its refresh token goes, a new one comes.

A token that comes a second time ends every session of that sign-in, and the answer is
{"reused": true}.

Answers session.';

alter function api.rotate_session owner to holdfast_api;
grant execute on function api.rotate_session to holdfast_web;
