-- A webhook of the business. Nobody else changes it meanwhile, if it is locked.
--
-- Fails with  KN520  webhook-not-found

create function private.require_webhook(
    p_tenant_id uuid,
    p_webhook_id uuid,
    p_lock boolean
) returns data.endpoints
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_endpoint data.endpoints;
begin
    if p_lock then
        select *
        into v_endpoint
        from data.endpoints
        where tenant_id = p_tenant_id and endpoint_id = p_webhook_id
        for update;
    else
        select *
        into v_endpoint
        from data.endpoints
        where tenant_id = p_tenant_id and endpoint_id = p_webhook_id;
    end if;

    if not found then
        raise exception using
            errcode = 'KN520',
            message = 'There is no such webhook.',
            column = 'webhook_id';
    end if;

    return v_endpoint;
end;
$$;

comment on function private.require_webhook is 'A webhook that is there.';

grant execute on function private.require_webhook to holdfast_api;
