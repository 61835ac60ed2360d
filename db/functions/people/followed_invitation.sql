-- The invitation whose link the caller follows. From here on the request is for its business, by
-- somebody who has proven that the address is theirs; row security shows them what is theirs.
--
-- One that was accepted is found too, for as long as its link would have been good: whoever missed
-- the answer asks again. With p_lock nobody else accepts or revokes it meanwhile.
--
-- Fails with  KA004  link-invalid

create function private.followed_invitation(p_lock boolean) returns data.invitations
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_link data.one_time_links;
    v_invitation data.invitations;
begin
    select *
    into v_link
    from data.one_time_links
    where
        link_id = (private.current_claims() ->> 'link_id')::uuid
        and purpose = 'invitation'
        and expires_at > now();

    perform private.add_claims(jsonb_build_object(
        'tenant_id', v_link.tenant_id, 'email', v_link.email, 'proven_email', v_link.email
    ));

    if p_lock then
        select *
        into v_invitation
        from data.invitations
        where
            tenant_id = v_link.tenant_id
            and invitation_id = (v_link.data ->> 'invitation_id')::uuid
            and link_id = v_link.link_id
            and revoked_at is null
        for update;
    else
        select *
        into v_invitation
        from data.invitations
        where
            tenant_id = v_link.tenant_id
            and invitation_id = (v_link.data ->> 'invitation_id')::uuid
            and link_id = v_link.link_id
            and revoked_at is null;
    end if;

    if not found then
        raise exception using
            errcode = 'KA004',
            message = 'The invitation was withdrawn, or is too old. Ask for a new one.',
            column = 'token';
    end if;

    return v_invitation;
end;
$$;

comment on function private.followed_invitation is 'The invitation whose link the caller follows.';

grant execute on function private.followed_invitation to holdfast_api;
