-- GET /v1/me
--
-- Fails with  KA001  not-signed-in

create function api.get_me(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_user data.users;
begin
    select *
    into v_user
    from data.users
    where user_id = private.current_user_id();

    if not found then
        raise exception using
            errcode = 'KA001',
            message = 'Sign in to do this.';
    end if;

    return to_jsonb(row(
        v_user.user_id,
        v_user.name,
        v_user.email,
        p_tenant_id,
        private.current_role_name(),
        private.memberships(v_user.user_id)
    )::api.me);
end;
$$;

comment on function api.get_me is
    'Who you are, and where you work.

Answers me.';

alter function api.get_me owner to holdfast_api;
grant execute on function api.get_me to holdfast_web, holdfast_person;
