-- Refuses whoever does not have one of these roles.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function private.require_role(variadic p_roles text[]) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_role constant text := private.current_role_name();
begin
    if v_role = any(p_roles) then
        return;
    end if;

    if v_role is null or v_role = 'guest' then
        raise exception using
            errcode = 'KA001',
            message = 'Sign in to do this.';
    end if;

    raise exception using
        errcode = 'KF001',
        message = 'Your role does not allow this.';
end;
$$;

comment on function private.require_role is 'Raise unless the caller has one of these roles.';

grant execute on function private.require_role to holdfast_api;
