-- POST /v1/invitations/{id}/resend
--
-- Fails with  KA001  not-signed-in
--             KC069  invitation-closed
--             KF001  forbidden
--             KF002  tenant-suspended
--             KF016  rank-too-low
--             KL002  too-many-attempts
--             KN016  invitation-not-found
--             KV003  idempotency-mismatch

create function api.resend_invitation(p_tenant_id uuid, p_invitation_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_invitation data.invitations;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_active(p_tenant_id);
    v_invitation := private.require_invitation(p_tenant_id, p_invitation_id, true);
    perform private.throttle_post(v_invitation.email);
    perform private.withdraw_link(v_invitation.link_id);
    v_invitation := private.send_invitation(v_invitation);

    update data.invitations
    set link_id = v_invitation.link_id, expires_at = v_invitation.expires_at
    where tenant_id = p_tenant_id and invitation_id = p_invitation_id
    returning * into v_invitation;

    return private.remember(p_tenant_id, 'staff', private.invitation_json(v_invitation));
end;
$$;

comment on function api.resend_invitation is
    'Send an invitation again, for another seven days.

The link that was sent before is good for nothing from then on.

Answers invitation.';

alter function api.resend_invitation owner to holdfast_api;
grant execute on function api.resend_invitation to holdfast_web, holdfast_person;
