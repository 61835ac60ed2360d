-- DELETE /v1/me/sessions/{id}
--
-- Fails with  KA001  not-signed-in
--             KN013  session-not-found

create function api.delete_session(p_tenant_id uuid, p_session_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.require_user();
begin
    perform pg_advisory_xact_lock(uuid_hash_extended(p_session_id, 0));

    perform
    from data.sessions
    where family_id = p_session_id and user_id = v_user.user_id and revoked_at is null;

    if not found then
        raise exception using
            errcode = 'KN013',
            message = 'You are not signed in there.';
    end if;

    perform private.revoke_family(p_session_id);
end;
$$;

comment on function api.delete_session is
    'Sign out somewhere else.

Answers nothing.';

alter function api.delete_session owner to holdfast_api;
grant execute on function api.delete_session to holdfast_web, holdfast_person;
