-- Sends an invitation: a new link for seven days, in place of the one before, and an e-mail with
-- it.

create function private.send_invitation(p_invitation data.invitations) returns data.invitations
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_link_id constant uuid := private.make_link(
        'invitation',
        p_invitation.email,
        interval '7 days',
        p_tenant_id => p_invitation.tenant_id,
        p_data => jsonb_build_object('invitation_id', p_invitation.invitation_id)
    );
    v_invitation data.invitations := p_invitation;
begin
    v_invitation.link_id := v_link_id;
    v_invitation.expires_at := now() + interval '7 days';

    perform private.queue_message(
        t.tenant_id,
        'invitation',
        p_invitation.email,
        t.locale,
        jsonb_build_object(
            'business', t.name,
            'role', p_invitation.role,
            'inviter', (
                select u.name
                from data.users as u
                where u.user_id = private.current_user_id()
            )
        ),
        v_link_id
    )
    from data.tenants as t
    where t.tenant_id = p_invitation.tenant_id;

    return v_invitation;
end;
$$;

comment on function private.send_invitation is 'Send an invitation, with a new link.';

grant execute on function private.send_invitation to holdfast_api;
