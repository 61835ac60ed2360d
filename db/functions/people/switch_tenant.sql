-- POST /v1/auth/switch
--
-- Fails with  KA001  not-signed-in
--             KN001  tenant-not-found

create function api.switch_tenant(
    p_tenant_id uuid,
    p_tenant uuid,
    p_token_hash text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_user_id constant uuid := private.current_user_id();
begin
    if v_user_id is null then
        raise exception using
            errcode = 'KA001',
            message = 'Sign in to do this.';
    end if;

    perform
    from data.members
    where tenant_id = p_tenant and user_id = v_user_id;

    if not found then
        raise exception using
            errcode = 'KN001',
            message = 'You do not work for such a business.',
            column = 'tenant';
    end if;

    return private.open_session(v_user_id, p_tenant, p_token_hash, uuidv7());
end;
$$;

comment on function api.switch_tenant is
    'Sign in to another of the businesses that you work for.

The session that you have stays as it is.

Answers session.';

alter function api.switch_tenant owner to holdfast_api;
grant execute on function api.switch_tenant to holdfast_web;
