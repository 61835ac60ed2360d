-- GET /v1/me/sessions
--
-- The newest first. Of each sign-in there is a token that is good for each business that was
-- switched to; the last tells when it was used.
--
-- Fails with  KA001  not-signed-in
--             KV002  cursor-unreadable

create function api.list_sessions(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_user constant data.users := private.require_user();
    v_rows jsonb;
begin
    select jsonb_agg(jsonb_build_object(
        'item', private.user_session_json(s),
        'keys', jsonb_build_array(s.family_id)
    ) order by s.family_id desc)
    into v_rows
    from (
        select distinct on (o.family_id) o.*
        from data.sessions as o
        where
            o.user_id = v_user.user_id
            and o.rotated_at is null
            and o.revoked_at is null
            and o.expires_at > now()
            and (v_after is null or o.family_id < v_after[1]::uuid)
        order by o.family_id desc, o.session_id desc
        limit p_limit + 1
    ) as s;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_sessions is
    'Where you are signed in, the newest first.

Answers a page of user_session.';

alter function api.list_sessions owner to holdfast_api;
grant execute on function api.list_sessions to holdfast_web, holdfast_person;
