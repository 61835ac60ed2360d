-- A package that is sold; with p_lock nobody else changes it meanwhile.
--
-- Fails with  KN171  package-not-found

create function private.require_package(p_tenant_id uuid, p_package_id uuid, p_lock boolean)
returns data.packages
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_package data.packages;
begin
    if p_lock then
        select *
        into v_package
        from data.packages
        where tenant_id = p_tenant_id and package_id = p_package_id and archived_at is null
        for no key update;
    else
        select *
        into v_package
        from data.packages
        where tenant_id = p_tenant_id and package_id = p_package_id and archived_at is null;
    end if;

    if not found then
        raise exception using
            errcode = 'KN171',
            message = 'There is no such package.';
    end if;

    return v_package;
end;
$$;

comment on function private.require_package is 'A package that is sold.';

grant execute on function private.require_package to holdfast_api;
