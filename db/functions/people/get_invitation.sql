-- GET /v1/invitations/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN016  invitation-not-found

create function api.get_invitation(p_tenant_id uuid, p_invitation_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');

    return private.invitation_json(
        private.require_invitation(p_tenant_id, p_invitation_id, false)
    );
end;
$$;

comment on function api.get_invitation is
    'An invitation, and what became of it.

Answers invitation.';

alter function api.get_invitation owner to holdfast_api;
grant execute on function api.get_invitation to holdfast_web, holdfast_person;
