-- POST /v1/onboarding/look
--
-- Says which way in it is before anything is begun, and uses nothing up. The claims carry the link.
--
-- Fails with  KA004  link-invalid
--             KC067  already-member

create function api.look_at_invitation(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_invitation constant data.invitations := private.followed_invitation(false);
    v_scenario text := v_invitation.outcome ->> 'scenario';
    v_needs text[] := '{}';
    v_name text;
begin
    if v_invitation.accepted_at is null then
        v_scenario := private.onboarding_scenario(v_invitation.tenant_id, v_invitation.email);
        v_name := private.known_name(v_invitation);

        if v_scenario = 'member' then
            raise exception using
                errcode = 'KC067',
                message = 'You work here already. Sign in.';
        end if;

        if not exists (select from data.users where email = v_invitation.email) then
            v_needs := array_remove(array[case when v_name is null then 'name' end, 'password'], null);
        end if;
    end if;

    return (
        select to_jsonb(row(
            v_scenario,
            t.slug,
            t.name,
            v_invitation.role,
            v_invitation.email,
            v_name,
            v_needs,
            private.utc(v_invitation.expires_at)
        )::api.onboarding)
        from data.tenants as t
        where t.tenant_id = v_invitation.tenant_id
    );
end;
$$;

comment on function api.look_at_invitation is
    'What an invitation comes to, and what is still to be said to accept it.

The link is not used up.

Answers onboarding.';

alter function api.look_at_invitation owner to holdfast_api;
grant execute on function api.look_at_invitation to holdfast_web;
