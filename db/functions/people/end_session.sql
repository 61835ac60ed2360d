-- POST /v1/auth/logout
--
-- Ends everything that the sign-in led to, also if the token was used already or has expired. The
-- claims carry the hash too: it is what lets the session be seen. A token that nobody knows has
-- nothing to end.

create function api.end_session(p_tenant_id uuid, p_token_hash text) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_session constant data.sessions := private.take_session(p_token_hash);
begin
    perform private.revoke_family(v_session.family_id);
end;
$$;

comment on function api.end_session is
    'Sign out.

Every session that came of the same sign-in ends.

Answers nothing.';

alter function api.end_session owner to holdfast_api;
grant execute on function api.end_session to holdfast_web;
