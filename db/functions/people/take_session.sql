-- The session that a refresh token stands for, or null. From here on the request is that of its
-- user, and it has the whole family to itself: of two who bring the same token, one comes second.
--
-- It is the family that is locked, and not this row: a session that is being added to it must not
-- escape somebody who ends it at the same moment.

create function private.take_session(p_token_hash text) returns data.sessions
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_session data.sessions;
begin
    select *
    into v_session
    from data.sessions
    where token_hash = decode(p_token_hash, 'hex');

    if not found then
        return null;
    end if;

    perform pg_advisory_xact_lock(uuid_hash_extended(v_session.family_id, 0));
    perform private.add_claims(jsonb_build_object('sub', v_session.user_id));

    select *
    into v_session
    from data.sessions
    where token_hash = decode(p_token_hash, 'hex');

    return v_session;
end;
$$;

comment on function private.take_session is
    'The session of a refresh token, with its family locked, as its user.';

grant execute on function private.take_session to holdfast_api;
