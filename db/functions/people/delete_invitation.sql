-- DELETE /v1/invitations/{id}
--
-- Fails with  KA001  not-signed-in
--             KC069  invitation-closed
--             KF001  forbidden
--             KF016  rank-too-low
--             KN016  invitation-not-found

create function api.delete_invitation(p_tenant_id uuid, p_invitation_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_invitation data.invitations;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_invitation := private.require_invitation(p_tenant_id, p_invitation_id, true);
    perform private.withdraw_link(v_invitation.link_id);

    update data.invitations
    set revoked_at = now()
    where tenant_id = p_tenant_id and invitation_id = p_invitation_id;
end;
$$;

comment on function api.delete_invitation is
    'Revoke an invitation.

Its link is good for nothing from then on. It stays on record.

Answers nothing.';

alter function api.delete_invitation owner to holdfast_api;
grant execute on function api.delete_invitation to holdfast_web, holdfast_person;
