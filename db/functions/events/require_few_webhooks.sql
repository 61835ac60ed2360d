-- Refuses one webhook more where there are many: each is told of everything. Of two who add the
-- last one at once, the second waits to be counted.
--
-- Fails with  KC521  too-many-webhooks

create function private.require_few_webhooks(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform
    from data.tenants
    where tenant_id = p_tenant_id
    for no key update;

    if (select count(*) from data.endpoints where tenant_id = p_tenant_id) >= 20 then
        raise exception using
            errcode = 'KC521',
            message = 'A business has 20 webhooks at most. Delete one.';
    end if;
end;
$$;

comment on function private.require_few_webhooks is 'Raise if there are many webhooks.';

grant execute on function private.require_few_webhooks to holdfast_api;
