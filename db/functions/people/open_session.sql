-- Opens a session of a user for a business they work for, or for none, within a family: all that
-- one sign-in leads to, so that all of it can be ended at once. Row security refuses anybody but
-- the user who the claims say it is.
--
-- Two expired ones go for each new one that comes: the table needs nobody to sweep it.

create function private.open_session(
    p_user_id uuid,
    p_tenant_id uuid,
    p_token_hash text,
    p_family_id uuid
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_session data.sessions;
begin
    insert into data.sessions (family_id, user_id, tenant_id, token_hash, expires_at)
    values (
        p_family_id, p_user_id, p_tenant_id, decode(p_token_hash, 'hex'),
        now() + interval '30 days'
    )
    returning * into v_session;

    delete from data.sessions as s
    using (
        select o.session_id
        from data.sessions as o
        where o.user_id = p_user_id and o.expires_at < now()
        order by o.session_id
        limit 2
        for update skip locked
    ) as old
    where s.session_id = old.session_id;

    return private.session_json(v_session);
end;
$$;

comment on function private.open_session is 'Open a session of a user for a business.';

grant execute on function private.open_session to holdfast_api;
