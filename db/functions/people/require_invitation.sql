-- An invitation that is there. With p_lock it is locked, for whoever stands above its role, and
-- still open: expired ones are, they can be sent again.
--
-- Fails with  KC069  invitation-closed
--             KF016  rank-too-low
--             KN016  invitation-not-found

create function private.require_invitation(
    p_tenant_id uuid,
    p_invitation_id uuid,
    p_lock boolean
) returns data.invitations
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_invitation data.invitations;
begin
    select *
    into v_invitation
    from data.invitations
    where tenant_id = p_tenant_id and invitation_id = p_invitation_id;

    if not found then
        raise exception using
            errcode = 'KN016',
            message = 'There is no such invitation.';
    end if;

    if not p_lock then
        return v_invitation;
    end if;

    perform private.require_rank_above(v_invitation.role);

    select *
    into v_invitation
    from data.invitations
    where tenant_id = p_tenant_id and invitation_id = p_invitation_id
    for update;

    if v_invitation.accepted_at is not null or v_invitation.revoked_at is not null then
        raise exception using
            errcode = 'KC069',
            message = case
                when v_invitation.accepted_at is null then 'It has been revoked. Invite them anew.'
                else 'It has been accepted: they work here.'
            end;
    end if;

    return v_invitation;
end;
$$;

comment on function private.require_invitation is 'An invitation that is there.';

grant execute on function private.require_invitation to holdfast_api;
