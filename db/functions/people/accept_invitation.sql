-- POST /v1/onboarding/accept
--
-- All of it in one transaction, and once: of those who follow the link at once, the first does it
-- and the others are told what it came to, as is whoever asks again. Only the first is signed in by
-- it: a link that did its work is no key, whatever has been signed out since. Whoever has a second
-- factor signs in with that instead.
--
-- The claims carry the link. For the application alone, like whatever opens a session.
--
-- Fails with  KA004  link-invalid
--             KC067  already-member
--             KN006  location-not-found
--             KV081  onboarding-incomplete

create function api.accept_invitation(
    p_tenant_id uuid,
    p_token_hash text,
    p_name data.short_text default null,
    p_password_hash text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_invitation data.invitations := private.followed_invitation(true);
    v_outcome jsonb;
    v_session jsonb;
begin
    if v_invitation.accepted_at is null then
        perform private.take_link('invitation');
        v_outcome := private.join_tenant(v_invitation, p_name, p_password_hash);

        update data.invitations
        set
            outcome = v_outcome,
            accepted_at = now(),
            accepted_by = private.current_user_id()
        where
            tenant_id = v_invitation.tenant_id
            and invitation_id = v_invitation.invitation_id
        returning * into v_invitation;

        if (private.require_user()).totp_on_at is null then
            v_session := private.open_session(
                v_invitation.accepted_by, v_invitation.tenant_id, p_token_hash, uuidv7()
            );
        end if;
    end if;

    return to_jsonb(row(
        v_invitation.outcome ->> 'scenario',
        array(select jsonb_array_elements_text(v_invitation.outcome -> 'created')),
        case
            when v_session is null then 'sign_in'
            when v_invitation.outcome -> 'created' ? 'calendar'
                and v_invitation.role <> 'staff' then 'set_hours'
            else 'dashboard'
        end,
        null
    )::api.onboarded) || jsonb_build_object('session', v_session);
end;
$$;

comment on function api.accept_invitation is
    'Accept an invitation: whatever is missing is made, and nothing else.

Asking again tells what it came to, and signs nobody in. The link has proven the address, so nobody who has an account is
asked for a password; others choose one.

Answers onboarded.';

alter function api.accept_invitation owner to holdfast_api;
grant execute on function api.accept_invitation to holdfast_web;
