-- A service that is not archived. With p_lock nobody else changes it meanwhile, or what it needs.
--
-- Fails with  KN002  service-not-found

create function private.require_service(
    p_tenant_id uuid,
    p_service_id uuid,
    p_lock boolean
) returns data.services
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_service data.services;
begin
    if p_lock then
        select *
        into v_service
        from data.services
        where tenant_id = p_tenant_id and service_id = p_service_id and archived_at is null
        for no key update;
    else
        select *
        into v_service
        from data.services
        where tenant_id = p_tenant_id and service_id = p_service_id and archived_at is null;
    end if;

    if not found then
        raise exception using
            errcode = 'KN002',
            message = 'There is no such service.';
    end if;

    return v_service;
end;
$$;

comment on function private.require_service is 'A service that is there.';

grant execute on function private.require_service to holdfast_api;
