-- POST /v1/invitations
--
-- One that has expired gives way to a new one. Whether the address belongs to anybody elsewhere is
-- not told: that is for whoever follows the link.
--
-- Whether the caller still works here is asked last, so that nothing is waited for while it holds.
--
-- Fails with  KA001  not-signed-in
--             KC067  already-member
--             KC068  already-invited
--             KF001  forbidden
--             KF002  tenant-suspended
--             KF016  rank-too-low
--             KL002  too-many-attempts
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV080  location-required

create function api.create_invitation(
    p_tenant_id uuid,
    p_email data.email_address,
    p_role data.member_role,
    p_name data.short_text default null,
    p_location_id uuid default null,
    p_calendar boolean default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_invitation data.invitations;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_active(p_tenant_id);
    perform private.require_rank_above(p_role);
    perform private.require_no_member(p_tenant_id, p_email);
    perform private.throttle_post(p_email);
    perform private.archive_left_calendars(p_tenant_id);
    perform pg_advisory_xact_lock_shared(
        private.standing_key(p_tenant_id, private.current_user_id())
    );
    perform private.require_standing();

    update data.invitations
    set revoked_at = now()
    where
        tenant_id = p_tenant_id
        and email = lower(p_email)
        and accepted_at is null
        and revoked_at is null
        and expires_at <= now();

    v_invitation.tenant_id := p_tenant_id;
    v_invitation.invitation_id := uuidv7();
    v_invitation.email := lower(p_email);
    v_invitation.role := p_role;
    v_invitation := private.send_invitation(v_invitation);

    insert into data.invitations (
        tenant_id, invitation_id, email, name, role, location_id, link_id, invited_by, expires_at
    )
    values (
        p_tenant_id, v_invitation.invitation_id, v_invitation.email, p_name, p_role,
        private.calendar_place(p_tenant_id, p_role, p_calendar, p_location_id),
        v_invitation.link_id, private.current_user_id(), v_invitation.expires_at
    )
    on conflict (tenant_id, email) where accepted_at is null and revoked_at is null do nothing
    returning * into v_invitation;

    if not found then
        raise exception using
            errcode = 'KC068',
            message = 'They have been invited already. Send that again, or revoke it.',
            column = 'email';
    end if;

    return private.remember(p_tenant_id, 'staff', private.invitation_json(v_invitation));
end;
$$;

comment on function api.create_invitation is
    'Invite somebody to work for the business, in a role below your own.

They get an e-mail with a link that is good for seven days. Staff get a calendar where you say, or in
the only place there is, unless calendar is false; others do if it is true.

Answers invitation.';

alter function api.create_invitation owner to holdfast_api;
grant execute on function api.create_invitation to holdfast_web, holdfast_person;
