-- The claims of somebody whose e-mail address an identity provider vouches for. What they may do is
-- what their membership says, and never what the provider does: of its token, the tenant is a wish.
-- Where that is not granted they are a customer, and never somewhere else what they are there.
--
-- An address with other letters than those of ASCII is nobody's: lower() makes a k of the sign for
-- Kelvin, so somebody would be who they are not.
--
-- Who works nowhere is a customer. Nobody runs the platform by somebody else's word: platform
-- admins sign in here.
--
-- Fails with  KA013  nobody-here

create function private.claims_of_email(p_claims jsonb) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims jsonb := p_claims - '{vouched_email,tenant_id,role,sub}'::text[];
    v_wish constant uuid := p_claims ->> 'tenant_id';
    v_user_id uuid;
    v_member data.members;
begin
    execute format(
        'set local request.claims = %L',
        jsonb_build_object('email', lower(p_claims ->> 'vouched_email'))
    );

    select user_id
    into v_user_id
    from data.users
    where
        email = lower(p_claims ->> 'vouched_email')
        and p_claims ->> 'vouched_email' !~ '[^\u0001-\u007f]';

    if not found then
        raise exception using
            errcode = 'KA013',
            message = 'Nobody here has your e-mail address.';
    end if;

    v_claims := v_claims || jsonb_build_object('sub', v_user_id, 'role', 'customer');
    execute format('set local request.claims = %L', v_claims);

    select *
    into v_member
    from data.members
    where
        user_id = v_user_id
        and (v_wish is null or tenant_id = v_wish)
    order by created_at, tenant_id
    limit 1;

    if found then
        v_claims := v_claims || jsonb_build_object(
            'tenant_id', v_member.tenant_id, 'role', v_member.role
        );
    end if;

    return v_claims;
end;
$$;

comment on function private.claims_of_email is
    'The claims of whoever has an e-mail address that was verified elsewhere.';

grant execute on function private.claims_of_email to holdfast_api;
