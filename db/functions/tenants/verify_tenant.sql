-- POST /v1/tenants/verify
--
-- The application has made out by its signature which link is followed, and says so by the claims.
-- The link proves the e-mail address: somebody who has an account needs no password for this. If it
-- comes again, the answer says that it has done its work: it signs in once.
--
-- For the application alone, like whatever takes a refresh token.
--
-- Fails with  KA004  link-invalid
--             KA011  second-factor-required
--             KA012  second-factor-wrong
--             KC082  tenant-open
--             KV043  password-required

create function api.verify_tenant(
    p_tenant_id uuid,
    p_token_hash text,
    p_password_hash text default null,
    p_step bigint default null,
    p_recovery_hash text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_slug text;
    v_link data.one_time_links;
    v_user data.users;
begin
    select d.slug
    into v_slug
    from data.one_time_links as l
    join data.directory as d on d.tenant_id = l.tenant_id
    where
        l.link_id = (private.current_claims() ->> 'link_id')::uuid
        and l.purpose = 'open_tenant'
        and l.used_at is not null
        -- It may have been withdrawn instead, for another that was sent.
        and d.status <> 'pending';

    if found then
        raise exception using
            errcode = 'KC082',
            message = 'That business is open. Sign in.',
            detail = jsonb_build_object('slug', v_slug);
    end if;

    v_link := private.take_link('open_tenant');
    perform private.add_claims(jsonb_build_object(
        'tenant_id', v_link.tenant_id, 'role', 'owner', 'joining', 'owner'
    ));

    update data.tenants
    set status = 'active', pending_until = null
    where tenant_id = v_link.tenant_id and status = 'pending' and pending_until > now();

    if not found then
        raise exception using
            errcode = 'KA004',
            message = 'The link is too old. Apply again.',
            column = 'token';
    end if;

    if (private.user_of(v_link.email)).user_id is null and p_password_hash is null then
        raise exception using
            errcode = 'KV043',
            message = 'Choose a password for your account.',
            column = 'password';
    end if;

    v_user := private.proven_user(v_link.email, v_link.data ->> 'name', p_password_hash);
    perform private.pass_second_factor(v_user, p_step, p_recovery_hash);
    insert into data.members (tenant_id, user_id, role)
    values (v_link.tenant_id, v_user.user_id, 'owner');

    return private.open_session(v_user.user_id, v_link.tenant_id, p_token_hash, uuidv7());
end;
$$;

comment on function api.verify_tenant is
    'Follow the link that opens a business, and be signed in as its owner.

Whoever has no account yet sends a password for it.

Answers session.';

alter function api.verify_tenant owner to holdfast_api;
grant execute on function api.verify_tenant to holdfast_web;
