-- Makes what is missing for somebody who was invited to work for a business, and says what that
-- was: {scenario, created}. The caller has followed the link, and has the invitation locked.
--
-- Fails with  KC067  already-member
--             KN006  location-not-found
--             KV081  onboarding-incomplete

create function private.join_tenant(
    p_invitation data.invitations,
    p_name text,
    p_password_hash text
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tenant_id constant uuid := p_invitation.tenant_id;
    v_scenario constant text := private.onboarding_scenario(v_tenant_id, p_invitation.email);
    v_name constant text := coalesce(p_name, private.known_name(p_invitation));
    v_created text[] := '{}';
    v_user data.users;
begin
    if v_scenario = 'member' then
        raise exception using
            errcode = 'KC067',
            message = 'You work here already. Sign in.';
    end if;

    if (private.user_of(p_invitation.email)).user_id is null then
        if v_name is null or p_password_hash is null then
            raise exception using
                errcode = 'KV081',
                message = 'Say what you are called, and choose a password.',
                column = case when v_name is null then 'name' else 'password' end;
        end if;

        v_created := v_created || 'account'::text;
    end if;

    v_user := private.proven_user(p_invitation.email, v_name, p_password_hash);

    -- What row security lets somebody do who joins, and nobody else.
    perform private.add_claims(jsonb_build_object('joining', p_invitation.role));

    insert into data.members (tenant_id, user_id, role)
    values (v_tenant_id, v_user.user_id, p_invitation.role);
    v_created := v_created || 'membership'::text;

    if p_invitation.location_id is not null then
        perform private.require_location(v_tenant_id, p_invitation.location_id, true);

        insert into data.resources (tenant_id, location_id, kind, name, user_id)
        values (v_tenant_id, p_invitation.location_id, 'staff', v_user.name, v_user.user_id);
        v_created := v_created || 'calendar'::text;
    end if;

    return jsonb_build_object('scenario', v_scenario, 'created', to_jsonb(v_created));
end;
$$;

comment on function private.join_tenant is 'Make what is missing for somebody who was invited.';

grant execute on function private.join_tenant to holdfast_api;
