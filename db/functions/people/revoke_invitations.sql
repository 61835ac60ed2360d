-- Revokes what somebody has sent and nobody has accepted: all of it if they are let go, and if they
-- get another role what it would not let them send. No role stands below all.

create function private.revoke_invitations(
    p_tenant_id uuid,
    p_user_id uuid,
    p_role text default null
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_link_id uuid;
begin
    for v_link_id in
        update data.invitations
        set revoked_at = now()
        where
            tenant_id = p_tenant_id
            and invited_by = p_user_id
            and accepted_at is null
            and revoked_at is null
            and private.rank_of(role) >= private.rank_of(p_role)
        returning link_id
    loop
        perform private.withdraw_link(v_link_id);
    end loop;
end;
$$;

comment on function private.revoke_invitations is
    'Revoke the invitations that somebody has sent and may send no longer.';

grant execute on function private.revoke_invitations to holdfast_api;
