-- GET /v1/invitations
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_invitations(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    select jsonb_agg(jsonb_build_object(
        'item', private.invitation_json(i),
        'keys', jsonb_build_array(i.invitation_id)
    ) order by i.invitation_id desc)
    into v_rows
    from (
        select k.*
        from data.invitations as k
        where
            k.tenant_id = p_tenant_id
            and (v_after is null or k.invitation_id < v_after[1]::uuid)
        order by k.invitation_id desc
        limit p_limit + 1
    ) as i;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_invitations is
    'Everybody who was invited, and what became of it; the latest first.

Answers a page of invitation.';

alter function api.list_invitations owner to holdfast_api;
grant execute on function api.list_invitations to holdfast_web, holdfast_person;
